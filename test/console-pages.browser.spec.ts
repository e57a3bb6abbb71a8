// Every page of the console, in a browser, on the running demo: nothing is faked.
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import ExcelJS from 'exceljs';
import type { BrowserContextOptions, Page } from 'playwright-core';
import type { DecisionList, RequestSummary } from '#lib/contracts';
import { testBrowser } from '#lib/testing';
import { faultsOf } from './support/axe.ts';
import { TrilliumClient, until } from './support/client.ts';
import { Program } from './support/processes.ts';
import { fillSignIn } from './support/sign-in.ts';

const PHONE = { width: 390, height: 844 };

/** A port that stays the same when the server is started again. */
async function freePort(): Promise<string> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return String(port);
}

describe('the pages of the console', () => {
  const browser = testBrowser();
  let folder: string;
  let trillium: Program;
  let url: string;
  let asked: readonly RequestSummary[];

  const passwordOf = (library: string, username: string): string => {
    const [, password] = new RegExp(`^ +${library} +${username} +(\\S+)`, 'm').exec(trillium.output) ?? [];
    if (!password) throw new Error(`the demo names no sign-in ${username} at ${library}`);
    return password;
  };
  const clientOf = async (library: string, username: string): Promise<TrilliumClient> => {
    const client = new TrilliumClient(url);
    await client.signIn(library, username, passwordOf(library, username));
    return client;
  };
  const fillIn = async (page: Page, library: string, username: string): Promise<void> => {
    await fillSignIn(page, library, username, passwordOf(library, username));
  };
  const signOut = (page: Page): Promise<unknown> =>
    page.evaluate(() => fetch('/api/directory/session', { method: 'DELETE', headers: { 'x-requested-with': 'trillium' } }));
  /** Nobody yet, on that page: a browser in one process shares cookies and storage between contexts. */
  const newcomer = async (path: string, options?: BrowserContextOptions): Promise<Page> => {
    const page = await browser.page(options);
    await page.goto(`${url}/trillium.svg`);
    await signOut(page);
    await page.evaluate(() => [localStorage, sessionStorage].forEach((storage) => storage.clear()));
    await page.goto(url + path);
    return page;
  };
  /** Somebody signed in, on that page. */
  const at = async (path: string, library: string, username: string, options?: BrowserContextOptions): Promise<Page> => {
    const page = await newcomer(path, options);
    await fillIn(page, library, username);
    await page.getByRole('navigation').first().waitFor({ state: 'attached' });
    return page;
  };
  const idOf = (title: string): string => asked.find(({ citation }) => citation.title?.startsWith(title))!.id;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'trillium-pages-'));
    const args = ['dist/apps/all-in-one/src/main.js', '--port', await freePort(), '--data', join(folder, 'data')];
    trillium = new Program('Trillium', args, { LOG_LEVEL: 'error' }).start();
    url = (await trillium.says(/is ready at (http:\S+)/, 120_000))[1]!;
    await trillium.says(/HFC +luz +\S+/);
    const operator = await clientOf('consortium', 'operator');
    const file = readFileSync('test/world/data/demo-requests.csv', 'utf8');
    await operator.post('/api/intake/batches', file, { 'content-type': 'text/csv' });
    const desk = await clientOf('HFC', 'desk');
    await until(
      'the demo’s requests of HFC decided',
      async () => {
        const { requests } = await desk.get<{ requests: RequestSummary[] }>('/api/intake/requests?limit=100');
        asked = requests;
        const settled = requests.filter(({ route }) => route);
        return settled.length >= 7 && requests.some(({ status }) => status === 'waiting-for-patron') ? true : undefined;
      },
      120_000,
    );
    // what waits for people stays as it is while they are looked at
    await operator.post('/api/demo/clock', { rate: 0 });
  }, 300_000);
  afterAll(async () => {
    await trillium?.stop();
    await rm(folder, { recursive: true, force: true });
  }, 60_000);

  it.each([
    ['light', undefined],
    ['dark', undefined],
    ['light', PHONE],
  ] as const)(
    'can be used by everybody: %s %j',
    async (colorScheme, viewport) => {
      const page = await at('/queue', 'HFC', 'desk', { colorScheme, ...(viewport && { viewport }) });
      const faults: string[] = [];
      const paths = [
        '/queue',
        '/scan',
        '/requests',
        `/requests/${idOf('The Large N')}`,
        '/ask',
        '/upload',
        '/reports',
        '/policy',
        '/nowhere',
      ];
      for (const path of paths) {
        await page.goto(url + path);
        await page.getByRole('heading', { level: 1 }).waitFor();
        await page.waitForLoadState('networkidle');
        faults.push(...(await faultsOf(page, path)));
      }
      expect(faults).toEqual([]);
    },
    180_000,
  );

  it('explain a decision by the same sentences as the API and the workbook, word for word', async () => {
    const title = 'The Large N';
    const desk = await clientOf('HFC', 'manager');
    const { decisions } = await desk.get<DecisionList>(`/api/sourcing/requests/${idOf(title)}/decisions`);
    const { explanation, policy, asked: onTheWay } = decisions.at(-1)!;
    const { decision, because, added, runnersUp, unknown } = explanation!;
    const nearly = runnersUp.map(({ text }) => text);
    const told = [decision, ...because, ...added, ...nearly, ...unknown];
    expect(nearly).toHaveLength(2);
    expect(nearly.every((text) => text.includes(' would have decided if '))).toBe(true);
    expect(onTheWay!.map(({ kind }) => kind)).toEqual(expect.arrayContaining(['eligibility', 'copyright']));

    const page = await at(`/requests/${idOf(title)}`, 'HFC', 'desk');
    await page.getByText(decision, { exact: true }).waitFor();
    const shown = await page.getByRole('main').innerText();
    expect(told.filter((sentence) => !shown.includes(sentence))).toEqual([]);
    expect([policy, ...onTheWay!].filter(({ hash }) => !shown.includes(hash.slice(0, 8)))).toEqual([]);

    const response = await desk.raw('GET', '/api/reporting/workbooks/activity.xlsx?from=2025-10-01&to=2025-12-31');
    const book = new ExcelJS.Workbook();
    await book.xlsx.load(await response.arrayBuffer());
    const sheet = book.getWorksheet('Decisions')!;
    const headers = sheet.getRow(1).values as string[];
    const rows = sheet.getSheetValues() as (string | undefined)[][];
    const row = rows.findLast((cells) => cells?.[headers.indexOf('Request number')] === idOf(title))!;
    const cell = (header: string): string => row[headers.indexOf(header)] ?? '';
    expect([cell('What decided'), cell('On which facts'), cell('Nearly decided'), cell('Nearly decided next')]).toEqual([
      decision,
      because.join(' '),
      ...nearly,
    ]);
    expect([cell('Added on the way, and why'), cell('What could not be checked')]).toEqual([added.join(' '), unknown.join(' ')]);
    expect(onTheWay!.filter(({ hash }) => !cell('Policies asked on the way').includes(hash))).toEqual([]);
  });

  it('keep menus and dialogs usable by everybody', async () => {
    const page = await at(`/requests/${idOf('Die gegenw')}`, 'HFC', 'desk');
    await page.getByRole('button', { name: 'Change' }).click();
    await page.getByRole('menuitem', { name: 'Cancel the request' }).waitFor();
    expect(await faultsOf(page)).toEqual([]);
    await page.getByRole('menuitem', { name: 'Cancel the request' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('button', { name: 'Cancel the request' }).click();
    await dialog.getByText('Please fill this in.').waitFor();
    expect(await faultsOf(page)).toEqual([]);
    await page.keyboard.press('Escape');
    await dialog.waitFor({ state: 'hidden' });
  }, 60_000);

  it('say what is wrong with a sign-in, and come back to where one wanted to go', async () => {
    const page = await newcomer('/requests?q=Quanten');
    await fillSignIn(page, 'HFC', 'desk', 'wrong');
    await page.getByRole('alert').waitFor();
    expect(await page.getByRole('combobox', { name: 'Library' }).inputValue()).toBe('HFC');
    await fillIn(page, 'HFC', 'desk');
    await page.getByRole('link', { name: /Quantenmechanik/ }).waitFor();
    expect(new URL(page.url()).search).toBe('?q=Quanten');
  }, 60_000);

  it('tell the server’s faults at their fields, and go on after a session has ended without losing a word', async () => {
    const page = await at('/ask', 'HFC', 'luz');
    await page.getByLabel('Title').fill('A paper that everybody asks for');
    await page.getByLabel('DOI', { exact: true }).fill('11.1/none');
    await page.getByRole('button', { name: 'Send the request' }).click();
    await page.getByText(/11\.1\/none/).waitFor();
    expect(await page.getByLabel('DOI', { exact: true }).getAttribute('aria-invalid')).toBe('true');
    await page.getByLabel('DOI', { exact: true }).fill('');
    await signOut(page);
    await page.getByRole('button', { name: 'Send the request' }).click();
    await page.getByRole('dialog', { name: 'Please sign in again' }).waitFor();
    await fillIn(page, 'HFC', 'luz');
    await page.getByRole('dialog').waitFor({ state: 'hidden' });
    expect(await page.getByLabel('Title').inputValue()).toBe('A paper that everybody asks for');
    await page.getByRole('button', { name: 'Send the request' }).click();
    await page.getByRole('heading', { name: 'A paper that everybody asks for' }).waitFor();
  }, 60_000);

  it('let a patron answer, and show nothing that is the desk’s', async () => {
    const page = await at(`/requests/${idOf('The Large N')}`, 'HFC', 'luz');
    await page.getByRole('heading', { name: 'A question for you' }).waitFor();
    expect(await page.getByText(/facts looked up/).count()).toBe(0);
    expect(await page.getByRole('link', { name: 'Queue' }).count()).toBe(0);
    await page.getByRole('button', { name: 'Yes, the submitted version will do' }).click();
    await page.getByRole('heading', { name: 'A question for you' }).waitFor({ state: 'hidden' });
    await page.getByText('Decided: deliver the open copy').waitFor();
  }, 60_000);

  it.each([
    ['light', undefined],
    ['dark', undefined],
    ['light', PHONE],
  ] as const)(
    'let a patron ask for a group, follow it and call it off, in plain words: %s %j',
    async (colorScheme, viewport) => {
      const page = await at('/ask', 'HFC', 'luz', { colorScheme, ...(viewport && { viewport }) });
      const title = `A club’s book, ${colorScheme} ${viewport ? 'small' : 'wide'}`;
      await page.getByText('Book', { exact: true }).first().click();
      await page.getByLabel('Title').first().fill(title);
      await page.getByLabel('How many do you need?').selectOption('copies');
      await page.getByLabel('How many copies').fill('21');
      await page.getByRole('button', { name: 'Send the request' }).click();
      await page.getByText(/20 is the most that can be asked for together/).waitFor();
      await page.getByLabel('How many copies').fill('3');
      const faults = await faultsOf(page);
      await page.getByRole('button', { name: 'Send the request' }).click();
      await page.getByRole('heading', { name: 'Copies asked for together' }).waitFor();
      await page.getByText('0 of 3 arrived').first().waitFor();
      await page.getByText('What comes next:').waitFor();
      faults.push(...(await faultsOf(page)));
      await page.getByRole('button', { name: 'Cancel the request' }).click();
      const dialog = page.getByRole('dialog');
      await dialog.getByText(/Nobody has been asked for it yet/).waitFor();
      await dialog.getByLabel('All that was asked for together with it').check();
      faults.push(...(await faultsOf(page)));
      await dialog.getByRole('button', { name: 'Cancel the request' }).click();
      await page.getByText('This request was cancelled.').waitFor();
      expect(await page.getByRole('button', { name: 'Cancel the request' }).count()).toBe(0);
      expect(faults).toEqual([]);
    },
    120_000,
  );

  it('are worked through by keyboard', async () => {
    const page = await at('/requests', 'HFC', 'desk');
    await page.locator('.row-link').nth(2).waitFor();
    await page.locator('.row-link').first().focus();
    await page.keyboard.press('ArrowDown');
    expect(
      await page
        .locator('.row-link')
        .nth(1)
        .evaluate((link) => link === document.activeElement),
    ).toBe(true);
    await page.keyboard.press('/');
    await page.keyboard.type('Prospect');
    await page.waitForURL(/q=Prospect/);
    await page.getByRole('link', { name: /Optogenetics/ }).waitFor({ state: 'hidden' });
  }, 60_000);

  it('speak the person’s language, and remember it', async () => {
    const page = await at('/requests', 'HFC', 'desk');
    await page.getByRole('button', { name: 'Language' }).click();
    await page.getByRole('menuitem', { name: 'Español' }).click();
    await page.getByRole('heading', { name: 'Solicitudes', level: 1 }).waitFor();
    await page.reload();
    await page.getByRole('heading', { name: 'Solicitudes', level: 1 }).waitFor();
    expect(await page.locator('html').getAttribute('lang')).toBe('es');
  }, 60_000);

  it('show what other systems sent and was not taken, with what to do about it', async () => {
    const sent = await fetch(`${url}/iso18626`, {
      method: 'POST',
      headers: { 'content-type': 'application/xml' },
      body: '<!DOCTYPE x [<!ENTITY y "z">]><ISO18626Message/>',
    });
    expect(sent.status).toBeLessThan(500);
    const page = await at('/refused', 'consortium', 'operator');
    const row = page.getByRole('row').filter({ hasText: 'Not readable' }).first();
    await row.getByText(/it must be XML in UTF-8/).waitFor();
    const faults = await faultsOf(page);
    await row.getByRole('button', { name: /^Show it/ }).click();
    await page.getByRole('dialog').getByText('<!DOCTYPE x').waitFor();
    faults.push(...(await faultsOf(page)));
    expect(faults).toEqual([]);
  }, 60_000);

  it('hand out the workbook', async () => {
    const page = await at('/reports', 'HFC', 'manager');
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name: 'Download Excel' }).click(),
    ]);
    expect(download.suggestedFilename()).toMatch(/^activity-HFC-2025-01-01-2025-\d\d-\d\d\.xlsx$/);
    const book = new ExcelJS.Workbook();
    await book.xlsx.readFile(await download.path());
    expect(book.getWorksheet('Activity')!.getColumn(1).values).toContain(
      'Optogenetics: 10 years of microbial opsins in neuroscience',
    );
  }, 60_000);

  it('say in plain words when the server is gone, and go on when it is back', async () => {
    const page = await at('/requests', 'HFC', 'desk');
    await page.locator('.row-link').first().waitFor();
    await trillium.stop();
    await page.getByRole('alert').getByText('The server does not answer').waitFor();
    expect(await page.locator('.row-link').count()).toBeGreaterThan(0);
    await trillium.start().says(/is ready at/, 120_000);
    await page.getByRole('alert').waitFor({ state: 'hidden' });
  }, 240_000);
});
