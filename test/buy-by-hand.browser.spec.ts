// Number 9 of the demo, in a browser: what nobody may send and nobody sells is bought by hand at the publisher's own site.
import { readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import type { RequestPage, Task, TaskList } from '#lib/contracts';
import { testBrowser } from '#lib/testing';
import { faultsOf } from './support/axe.ts';
import { TrilliumClient, until } from './support/client.ts';
import { Program } from './support/processes.ts';
import { fillSignIn } from './support/sign-in.ts';

/** Where pictures of the page go, for somebody to look at. */
const PICTURES = process.env['BY_HAND_PICTURES'];

describe('buying by hand', () => {
  const browser = testBrowser();
  let folder: string;
  let trillium: Program;
  let page: Page;
  let library: TrilliumClient;
  let task: Task;

  const looked = async (name: string): Promise<string[]> => {
    if (PICTURES) await page.screenshot({ path: join(PICTURES, `${name}.png`), fullPage: true });
    return faultsOf(page, name);
  };
  interface Funds {
    readonly funds: readonly { readonly fund: string; readonly available: { readonly minor: number } }[];
  }
  const left = async (): Promise<number> => {
    const { funds } = await library.get<Funds>('/api/payment/funds');
    return funds.reduce((sum, { available }) => sum + available.minor, 0);
  };

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'trillium-by-hand-'));
    const args = ['dist/apps/all-in-one/src/main.js', '--port', '0', '--data', join(folder, 'data')];
    trillium = new Program('Trillium', args, { LOG_LEVEL: 'error' }).start();
    const url = (await trillium.says(/is ready at (http:\S+)/, 120_000))[1]!;
    const password = (await trillium.says(/consortium +operator +(\S+)/))[1]!;
    const client = new TrilliumClient(url);
    await client.signIn('consortium', 'operator', password);
    library = client.at('LCC');
    await client.post('/api/demo/clock', { rate: 0 });
    await client.post('/api/intake/batches', readFileSync('test/world/data/demo-requests.csv', 'utf8'), {
      'content-type': 'text/csv',
    });
    task = await until(
      'number 9 waits to be bought',
      async () => (await library.get<TaskList>('/api/fulfillment/tasks?kind=to-buy')).tasks[0],
      120_000,
      500,
    );
    await library.post('/api/fulfillment/tasks/take', { attempts: [task.id], taken: true });
    page = await browser.page();
    await page.goto(`${url}/queue?kind=to-buy`);
    await fillSignIn(page, 'consortium', 'operator', password);
    await page.getByRole('banner').getByRole('combobox').selectOption('LCC');
    await page.goto(`${url}/queue?kind=to-buy`);
    await page.getByRole('link', { name: /How Competitive Forces/ }).waitFor();
  }, 300_000);
  afterAll(async () => {
    await trillium?.stop();
    await rm(folder, { recursive: true, force: true });
  }, 60_000);

  it('shows what to look for there, and how much it may cost', async () => {
    const table = page.getByRole('table');
    await table.getByText('0017-8012').waitFor();
    expect(await table.getByRole('row', { name: /Pay at most/ }).textContent()).toContain('$30');
    expect(await looked('to-buy')).toEqual([]);
  });

  it('takes down the price that was paid: more than the limit wants a reason', async () => {
    await page.getByRole('button', { name: 'I have bought it' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('Price').fill('31');
    await dialog.getByLabel('Link').fill('https://files.example/hbr.pdf');
    await dialog.getByRole('button', { name: 'I have bought it' }).click();
    await dialog.getByText(/who agreed to it/).waitFor();
    expect(await dialog.getByLabel('Reason').getAttribute('aria-invalid')).toBe('true');
    expect(await looked('bought-over-limit')).toEqual([]);
    const before = await left();
    await dialog.getByLabel('Price').fill('8.95');
    await dialog.getByRole('button', { name: 'I have bought it' }).click();
    await dialog.waitFor({ state: 'hidden' });
    const request = await until('the patron has it', async () => {
      const now = await library.get<RequestPage>(`/api/intake/requests/${task.requestId}`);
      return now.status === 'closed' ? now : undefined;
    });
    expect(request).toMatchObject({ supplier: 'publisher' });
    // $30 were held, $8.95 are spent
    await until('the rest is back in the fund', async () => ((await left()) === before + 3000 - 895 ? true : undefined));
  }, 60_000);
});
