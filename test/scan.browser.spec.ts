// The five minutes, step 4: number 13 is scanned on arrival, in a browser, on the running demo: band, due date, notice; undo.
import { readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import type { RequestPage, SupplyAttemptList, TaskList } from '#lib/contracts';
import { testBrowser } from '#lib/testing';
import { numberOf, spaced } from '../apps/fulfillment/src/domain/scan/number.ts';
import { faultsOf } from './support/axe.ts';
import { TrilliumClient, until } from './support/client.ts';
import { Program } from './support/processes.ts';
import { fillSignIn } from './support/sign-in.ts';

describe('mail opening', () => {
  const browser = testBrowser();
  let folder: string;
  let trillium: Program;
  let url: string;
  let page: Page;
  let library: TrilliumClient;
  let requestId: string;
  let number: string;

  const operator = async (): Promise<TrilliumClient> => {
    const client = new TrilliumClient(url);
    await client.signIn('consortium', 'operator', (await trillium.says(/consortium +operator +(\S+)/))[1]!);
    return client;
  };
  const faults = (): Promise<string[]> => faultsOf(page);
  /** As a scanner does: it types and ends with Enter, wherever the focus was left. */
  const scan = async (code: string): Promise<void> => {
    await page.keyboard.type(code);
    await Promise.all([page.waitForResponse(/\/api\/fulfillment\/scan/), page.keyboard.press('Enter')]);
    await page.getByText(`Our number ${code.replaceAll('-', '')}`).waitFor();
  };
  const card = () => page.getByRole('region', { name: /Death and Life/ });
  const step = (name: string) => card().getByRole('button', { name, exact: true });
  const status = async (): Promise<string> =>
    (await library.get<SupplyAttemptList>(`/api/fulfillment/requests/${requestId}/attempts`)).attempts.at(-1)!.status;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'trillium-scan-'));
    const args = ['dist/apps/all-in-one/src/main.js', '--port', '0', '--data', join(folder, 'data')];
    trillium = new Program('Trillium', args, { LOG_LEVEL: 'error' }).start();
    url = (await trillium.says(/is ready at (http:\S+)/, 120_000))[1]!;
    const client = await operator();
    library = client.at('BLL');
    await client.post('/api/demo/clock', { rate: 0 });
    await client.post('/api/intake/batches', readFileSync('test/world/data/demo-requests.csv', 'utf8'), {
      'content-type': 'text/csv',
    });
    const shipped = await until(
      'number 13 is on its way',
      async () => {
        const { tasks } = await library.get<TaskList>('/api/fulfillment/tasks?kind=to-receive');
        const found = tasks.find(({ title }) => title.includes('Death and Life'));
        if (!found) await client.post('/api/demo/clock', { to: 'next-morning' });
        return found;
      },
      120_000,
      1500,
    );
    requestId = shipped.requestId!;
    number = spaced(numberOf(shipped.id));
    // from here on a person's: the demo's simulated people leave it alone
    await library.post('/api/fulfillment/tasks/take', { attempts: [shipped.id], taken: true });
    page = await browser.page({ acceptDownloads: true });
    await page.goto(`${url}/scan`);
    await fillSignIn(page, 'consortium', 'operator', (await trillium.says(/consortium +operator +(\S+)/))[1]!);
    await page.getByRole('banner').getByRole('combobox').selectOption('BLL');
    await page.goto(`${url}/scan`);
    await page.getByLabel('Scan or type a number').waitFor();
  }, 400_000);
  afterAll(async () => {
    await trillium?.stop();
    await rm(folder, { recursive: true, force: true });
  }, 60_000);

  it('shows what has come by one scan, and receives it by one button', async () => {
    await scan(number);
    await step('Receive').waitFor();
    expect(await card().innerText()).toContain(`Number ${number}`);
    expect(await faults()).toEqual([]);
    await step('Receive').click();
    await page.getByText('Receive: done').waitFor();
    expect(await status()).toBe('received');
    // the next parcel can be scanned at once
    expect(await page.getByLabel('Scan or type a number').evaluate((field) => field === document.activeElement)).toBe(true);
  }, 60_000);

  it('takes the step back, as nobody outside was harmed, and takes it again', async () => {
    await card().getByRole('button', { name: 'Undo the last step', exact: true }).click();
    await page.getByText('Undo the last step: done').waitFor();
    expect(await status()).toBe('shipped');
    await scan(number);
    await step('Receive').click();
    await page.getByText('Receive: done').waitFor();
    expect(await status()).toBe('received');
  }, 60_000);

  it('prints its band and return label', async () => {
    await card().getByRole('button', { name: 'Print' }).click();
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('menuitem', { name: 'Band and return label' }).click(),
    ]);
    const pdf = readFileSync(await download.path());
    expect([download.suggestedFilename(), pdf.subarray(0, 5).toString()]).toEqual(['arrival.pdf', '%PDF-']);
  }, 60_000);

  it('tells the patron at the second scan, with the day until which they have it', async () => {
    // the focus is still on the button that printed
    await scan(number);
    await step('Notify the patron').click();
    await page.getByText('Notify the patron: done').waitFor();
    expect(await status()).toBe('patron-notified');
    const { dueDate } = (await library.get<SupplyAttemptList>(`/api/fulfillment/requests/${requestId}/attempts`)).attempts.at(
      -1,
    )!;
    expect(dueDate).toMatch(/^\d{4}-\d\d-\d\d$/);
    const notice = await until('the patron’s notice', async () => {
      const { timeline } = await library.get<RequestPage>(`/api/intake/requests/${requestId}`);
      return timeline.find((entry) => JSON.stringify(entry).includes('ready-for-pickup'));
    });
    expect(notice).toBeDefined();
  }, 60_000);

  it('says so where a number is nobody’s', async () => {
    await page.getByLabel('Scan or type a number').fill('1Z5R89390357567127');
    await page.keyboard.press('Enter');
    await page.getByText('Nothing here has this number').waitFor();
    expect(await page.getByText('Tracking number 1Z5R89390357567127 of UPS').count()).toBe(1);
    expect(await faults()).toEqual([]);
  }, 60_000);

  it('takes a parcel that nobody announced onto a list, and says later what it is', async () => {
    const code = 'HFC-LOAN-0815';
    await page.getByLabel('Scan or type a number').fill(code);
    await page.keyboard.press('Enter');
    await page.getByText('Nothing here has this number').waitFor();
    await page.getByRole('button', { name: 'A parcel nobody announced' }).click();
    const dialog = page.getByRole('dialog');
    expect(await dialog.getByLabel('Number on it').inputValue()).toBe(code);
    await dialog.getByLabel('What it is').fill('A bound volume with a blue band');
    await dialog.getByLabel('Who sent it').fill('HFC');
    expect(await faults()).toEqual([]);
    await dialog.getByRole('button', { name: 'Put it on the list' }).click();
    const parcel = page.getByRole('region', { name: 'A bound volume with a blue band' });
    await parcel.getByText('Nobody waits for it').waitFor();
    expect(await faults()).toEqual([]);
    await page.getByRole('link', { name: 'Parcels nobody announced' }).click();
    const row = page.getByRole('listitem').filter({ hasText: 'A bound volume with a blue band' });
    await row.getByText(`Number on it: ${code}`).waitFor();
    expect(await faults()).toEqual([]);
    await row.getByRole('button', { name: /^Say what it is/ }).click();
    await dialog.getByLabel('A number of it').fill(number);
    await dialog.getByRole('button', { name: 'Say what it is', exact: true }).click();
    await row.waitFor({ state: 'detached' });
    // found by the number it came with, like everything else
    await page.goto(`${url}/scan?code=${code}`);
    await card().waitFor();
    await parcel.getByText('Known by now').waitFor();
    expect(await faults()).toEqual([]);
  }, 60_000);

  it('has it on its list with its number, to be narrowed and ticked by keyboard', async () => {
    await page.goto(`${url}/queue?kind=to-pick-up`);
    const row = page.getByRole('listitem').filter({ hasText: 'Death and Life' });
    await row.waitFor();
    expect(await faults()).toEqual([]);
    await row.getByRole('link').focus();
    await page.keyboard.press('x');
    await page.getByRole('region', { name: 'What is ticked' }).getByText('1 ticked').waitFor();
    expect(await faults()).toEqual([]);
    await page.getByRole('combobox', { name: 'Copy or loan' }).selectOption('loan');
    await page.waitForURL(/wanted=loan/);
    await page.getByRole('region', { name: 'What is ticked' }).waitFor({ state: 'detached' });
    expect(await row.count()).toBe(1);
  }, 60_000);
});
