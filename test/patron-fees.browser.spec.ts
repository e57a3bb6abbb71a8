// A library whose patrons pay, in a browser, on the running demo: the setting, the form and the question.
import { mkdirSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { AxeBuilder } from '@axe-core/playwright';
import type { Locator, Page } from 'playwright-core';
import type { LibraryChanged, RequestPage, RequestSummary } from '#lib/contracts';
import { testBrowser } from '#lib/testing';
import { TrilliumClient, until } from './support/client.ts';
import { Program } from './support/processes.ts';
import { endSession, fillSignIn } from './support/sign-in.ts';

const LIBRARY = 'HFC';
const PATRON = 'luz';
/** Set to a folder, pictures of every page are kept there. */
const PICTURES = process.env.FEES_PICTURES;
const BOOK = {
  kind: 'book',
  title: 'The Visual Display of Quantitative Information',
  authors: 'Tufte, Edward R.',
  isbn: '9780961392147',
};
/** Bought as soon as it is asked for, as it is wanted tomorrow. */
const DEAR = {
  citation: { doi: '10.1037/0022-3514.51.6.1173' },
  neededBy: '2025-10-07',
  maxFee: { minor: 500, currency: 'USD' },
};

describe('a library whose patrons pay', () => {
  const browser = testBrowser();
  let folder: string;
  let trillium: Program;
  let url: string;
  let page: Page;
  let library: TrilliumClient;
  let id: string;
  const passwords = new Map<string, string>();

  const signIn = async (username: string): Promise<void> => {
    await endSession(page, url);
    await page.evaluate(() => [localStorage, sessionStorage].forEach((storage) => storage.clear()));
    await page.goto(`${url}/sign-in`);
    await fillSignIn(page, LIBRARY, username, passwords.get(username)!);
    await page.getByRole('navigation').first().waitFor({ state: 'attached' });
  };
  const looked = async (name: string): Promise<string[]> => {
    await page.waitForFunction(() => !document.querySelector('.mantine-Notification-root'));
    await page.waitForLoadState('networkidle');
    if (PICTURES) {
      mkdirSync(PICTURES, { recursive: true });
      await page.screenshot({ path: join(PICTURES, `${name}.png`), fullPage: true });
    }
    const { violations } = await new AxeBuilder({ page }).analyze();
    return violations.map(
      ({ id: fault, nodes }) => `${name} ${fault}: ${nodes.map(({ html }) => html.slice(0, 160)).join(' | ')}`,
    );
  };
  const region = (name: string): Locator => page.getByRole('region', { name, exact: true });
  const request = (): Promise<RequestPage> => library.get<RequestPage>(`/api/intake/requests/${id}`);

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'trillium-fees-'));
    const args = ['dist/apps/all-in-one/src/main.js', '--port', '0', '--data', join(folder, 'data')];
    trillium = new Program('Trillium', args, { LOG_LEVEL: 'error' }).start();
    url = (await trillium.says(/is ready at (http:\S+)/, 120_000))[1]!;
    await trillium.says(/HFC +luz +\S+/);
    const find = (at: string, username: string): string =>
      new RegExp(`^ +${at} +${username} +(\\S+)`, 'm').exec(trillium.output)![1]!;
    for (const username of [PATRON, 'desk', 'manager']) passwords.set(username, find(LIBRARY, username));
    const operator = new TrilliumClient(url);
    await operator.signIn('consortium', 'operator', find('consortium', 'operator'));
    library = operator.at(LIBRARY);
    page = await browser.page({ viewport: { width: 1200, height: 900 } });
  }, 300_000);
  afterAll(async () => {
    await trillium?.stop();
    await rm(folder, { recursive: true, force: true });
  }, 60_000);

  it('says nothing of fees as long as it charges none', async () => {
    await signIn(PATRON);
    await page.goto(`${url}/ask`);
    await page.getByRole('button', { name: 'Send the request' }).waitFor();
    await page.waitForLoadState('networkidle');
    expect(await page.getByLabel('The most I will pay for it').count()).toBe(0);
  });

  it('says what it charges', async () => {
    await signIn('manager');
    await page.goto(`${url}/set-up/terms`);
    const part = region('What your patrons pay');
    await part.getByLabel('For a loan from elsewhere', { exact: true }).fill('3');
    await part.getByLabel('For a copy from elsewhere', { exact: true }).fill('2.5');
    await part.getByLabel('From abroad', { exact: true }).fill('5');
    await part.getByRole('button', { name: 'Save' }).click();
    await part.getByText('Saved', { exact: true }).waitFor();
    expect((await library.get<LibraryChanged>(`/api/directory/libraries/${LIBRARY}`)).patronFees).toEqual({
      loan: 300,
      copy: 250,
      abroad: 500,
    });
    expect(await looked('1-setting')).toEqual([]);
  });

  it('shows it where its patron asks, and asks first', async () => {
    await signIn(PATRON);
    await page.goto(`${url}/ask`);
    await page.getByLabel('The most I will pay for it').waitFor();
    await page.getByText('Your library charges $3.00 for a loan').waitFor();
    expect(await looked('2-form')).toEqual([]);
    const own = new TrilliumClient(url);
    await own.signIn(LIBRARY, PATRON, passwords.get(PATRON)!);
    ({ id } = await own.post<RequestSummary>('/api/intake/requests', { citation: BOOK, ebookAccepted: false }));
    await until('the patron is asked', async () => ((await request()).question?.question === 'fee' ? true : undefined), 120_000);
    await page.goto(`${url}/requests/${id}`);
    await page.getByText('Your library asks $3').waitFor();
    // where the patron reads it, it speaks to them
    await page.getByText('It costs you $3.00, more than you have agreed to pay').first().waitFor();
    expect(await page.getByText('It costs the patron').count()).toBe(0);
    expect(await looked('3-question')).toEqual([]);
    await page.getByRole('button', { name: 'Yes, I will pay $3' }).click();
    await page.getByText('Your library asks $3').waitFor({ state: 'detached' });
    expect((await request()).question).toBeUndefined();
  }, 200_000);

  it('shows what is owed to its patron, and to the desk, which notes it as paid', async () => {
    const own = new TrilliumClient(url);
    await own.signIn(LIBRARY, PATRON, passwords.get(PATRON)!);
    ({ id } = await own.post<RequestSummary>('/api/intake/requests', DEAR));
    await until('the copy is ordered', async () => (await request()).fee, 120_000);
    await page.goto(`${url}/account`);
    await region('What you pay').getByText('$2.50 to be paid in all').waitFor();
    expect(await looked('4-account')).toEqual([]);
    await page.goto(`${url}/requests/${id}`);
    await page.getByText('$2.50 · $2.50 to be paid').waitFor();
    expect(await looked('5-own-request')).toEqual([]);

    await signIn('manager');
    await page.goto(`${url}/requests/${id}`);
    const part = region('What the patron pays');
    await part.getByRole('button', { name: 'The patron has paid' }).click();
    await page.getByRole('dialog').waitFor();
    expect(await looked('6-paying')).toEqual([]);
  }, 200_000);
});
