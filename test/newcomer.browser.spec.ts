// README.md, "The demo": a newcomer's five minutes, in a browser, on what `npm start` runs. Nothing is faked.
import { readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import ExcelJS from 'exceljs';
import type { Page } from 'playwright-core';
import { testBrowser } from '#lib/testing';
import { TrilliumClient, until } from './support/client.ts';
import { Program } from './support/processes.ts';
import { fillSignIn } from './support/sign-in.ts';

describe('a newcomer', () => {
  const browser = testBrowser();
  let folder: string;
  let trillium: Program;
  let url: string;
  let page: Page;
  let password: string;
  let signIns: string;

  const start = async (): Promise<void> => {
    const args = ['dist/apps/all-in-one/src/main.js', '--port', '0', '--data', join(folder, 'data')];
    trillium = new Program('Trillium', args, { LOG_LEVEL: 'error' }).start();
    url = (await trillium.says(/is ready at (http:\S+)/, 120_000))[1]!;
    password = (await trillium.says(/consortium +operator +(\S+)/))[1]!;
    signIns = trillium.output.slice(trillium.output.indexOf('Sign-ins'));
  };
  const operator = async (): Promise<TrilliumClient> => {
    const client = new TrilliumClient(url);
    await client.signIn('consortium', 'operator', password);
    return client;
  };
  const choose = (library: string): Promise<unknown> => page.getByRole('banner').getByRole('combobox').selectOption(library);
  const reload = async (path: string): Promise<void> => {
    await page.goto(url + path);
    await page.getByRole('heading', { level: 1 }).waitFor();
  };

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'trillium-newcomer-'));
    await start();
    page = await browser.page({ acceptDownloads: true });
  }, 200_000);
  afterAll(async () => {
    await trillium?.stop();
    await rm(folder, { recursive: true, force: true });
  }, 60_000);

  it('1. signs in, uploads the demo’s file and watches every line being decided', async () => {
    await page.goto(`${url}/upload`);
    await fillSignIn(page, 'consortium', 'operator', password);
    await page.getByRole('button', { name: /demo’s file/ }).click();
    await page.getByText('21 lines taken, 0 refused').waitFor({ timeout: 60_000 });
    await page.getByText('Merge with an earlier request').first().waitFor({ timeout: 60_000 });
    expect(await page.getByText('Merge with an earlier request').count()).toBe(1);
  }, 180_000);

  it('2. opens the sixth copy and reads why, fact by fact', async () => {
    await reload('/requests');
    await page.getByText('Large language models in medicine').first().click();
    await page
      .getByText(/A sixth copy: 5 copies of this title/)
      .first()
      .waitFor({ timeout: 60_000 });
    await page.getByRole('button', { name: /facts looked up/ }).click();
    await page.getByRole('button', { name: /rules, tried in order/ }).click();
    expect(await page.getByText('Citation checked').isVisible()).toBe(true);
  }, 120_000);

  it('3. answers the one that waits for staff: the lender’s $40 are accepted', async () => {
    const client = await operator();
    await until(
      'the lender names its price',
      async () => {
        await client.post('/api/demo/clock', { to: 'next-morning' });
        const { tasks } = await client.at('TSU').get<{ tasks: { kind: string }[] }>('/api/fulfillment/tasks');
        return tasks.some(({ kind }) => kind === 'conditional') ? true : undefined;
      },
      60_000,
      1500,
    );
    await reload('/requests');
    await choose('TSU');
    await reload('/queue');
    const card = page.getByText('ZZX asks $40.').first();
    await card.waitFor({ timeout: 30_000 });
    const main = page.getByRole('main');
    await main
      .getByRole('button', { name: /accept/i })
      .first()
      .click();
    const dialog = page.getByRole('dialog');
    if (await dialog.isVisible({ timeout: 2000 }).catch(() => false))
      await dialog.getByRole('button', { name: /accept/i }).click();
    await card.waitFor({ state: 'detached', timeout: 30_000 });
    expect(await card.count()).toBe(0);
  }, 180_000);

  it('4. lets the clock run until what was asked is shipped, used, charged and closed', async () => {
    const client = await operator();
    await until(
      'the dear loan has been charged and closed',
      async () => {
        await client.post('/api/demo/clock', { to: 'next-morning' });
        const { requests } = await client
          .at('TSU')
          .get<{ requests: { citation: { title?: string }; status: string }[] }>('/api/intake/requests?limit=100');
        return requests.find(({ citation }) => citation.title?.startsWith('Science and Civ'))?.status === 'closed'
          ? true
          : undefined;
      },
      240_000,
      1500,
    );
    await reload('/requests');
    await page.getByText('Science and Civilisation').first().click();
    const charge = page.getByText(/\$40\.00/).first();
    await charge.waitFor({ timeout: 30_000 });
    expect(await charge.isVisible()).toBe(true);
  }, 300_000);

  it('5. downloads an Excel file of what happened', async () => {
    const client = await operator();
    const answer = await client.at('TSU').raw('GET', '/api/reporting/workbooks/activity.xlsx?from=2025-10-01&to=2026-03-31');
    const workbook = new ExcelJS.Workbook();
    await workbook.xlsx.load(await answer.arrayBuffer());
    expect(workbook.worksheets.map(({ name }) => name)).toEqual(
      expect.arrayContaining(['About', 'Activity', 'Decisions', 'Money']),
    );
    await reload('/reports');
    const [download] = await Promise.all([
      page.waitForEvent('download', { timeout: 60_000 }),
      page
        .getByRole('button', { name: /download/i })
        .first()
        .click(),
    ]);
    expect(
      readFileSync(await download.path())
        .subarray(0, 2)
        .toString(),
    ).toBe('PK');
  }, 120_000);

  it('stops it, starts it again, and finds everything where it was', async () => {
    expect(await trillium.stop('SIGINT')).toBe(0);
    await start();
    const { requests } = await (
      await operator()
    )
      .at('TSU')
      .get<{ requests: { status: string }[] }>('/api/intake/requests?limit=100');
    expect(requests).toHaveLength(4);
    expect(signIns).toContain('HFC');
  }, 200_000);
});
