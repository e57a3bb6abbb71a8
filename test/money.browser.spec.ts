// The money section in a browser, on the running demo. What the demo's libraries do not owe each other is given in one test, to be looked at:
// long numbers, vouchers, every heading. What is done is done with the running services.
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { testBrowser } from '#lib/testing';
import { faultsOf } from './support/axe.ts';
import { TrilliumClient } from './support/client.ts';
import { demoDesk, type DemoDesk } from './support/demo-desk.ts';
import { PHONE, WIDE } from './support/look.ts';

/** Set to a folder, pictures of every page are kept there. */
const PICTURES = process.env.MONEY_PICTURES;
const REQUEST = '0198c0de-0000-7000-8000-000000000001';
const usd = (minor: number) => ({ minor, currency: 'USD' });
const line = (section: string, minor: number, more: object = {}) => ({
  entry: crypto.randomUUID(),
  at: '2025-10-14T15:00:00.000Z',
  section,
  counterparty: 'TSU',
  description: `A line of ${section}`,
  owes: usd(minor),
  ...more,
});
const STATEMENT = {
  month: '2025-10',
  before: usd(123_456_789_012),
  sums: { borrowing: usd(1500), lending: usd(-900), fees: usd(100), corrections: usd(-250), payments: usd(-123_456_789_012) },
  total: usd(-123_456_788_562),
  after: usd(450),
  lines: [
    line('borrowing', 1500, { requestId: REQUEST }),
    line('lending', -900),
    line('fees', 100),
    line('corrections', -250, { restates: '2025-09' }),
    line('payments', -123_456_789_012),
  ],
};
const NETTING = {
  id: '0198c0de-0000-7000-8000-000000000002',
  status: 'approved',
  month: '2025-10',
  currency: 'USD',
  positions: [
    { library: 'LCC', owes: usd(123_456_789_012) },
    { library: 'TSU', owes: usd(-123_456_788_112) },
    { library: 'ZZX (no books here)', owes: usd(-900) },
  ],
  transfers: [
    { from: 'LCC', to: 'TSU', amount: usd(123_456_788_112), paid: { at: '2025-11-03T15:00:00.000Z', by: 'x', reference: 'R-1' } },
    { from: 'LCC', to: 'ZZX (no books here)', amount: usd(900) },
  ],
  drawnUpBy: 'operator-1',
  approvedBy: 'operator-2',
  reminders: 0,
};

describe('the money section', () => {
  const browser = testBrowser();
  let desk: DemoDesk;
  let url: string;
  let page: Page;
  /** The second operator's password. */
  let second: string;

  const press = (name: string): Promise<void> => page.getByRole('button', { name, exact: true }).click();
  /** Looked at as it stands: what axe finds, and whether anything is wider than the window. */
  const look = async (name: string): Promise<string[]> => {
    await page.waitForLoadState('networkidle');
    if (PICTURES) {
      mkdirSync(PICTURES, { recursive: true });
      await page.screenshot({ path: join(PICTURES, `${name}.png`), fullPage: true });
    }
    const wider = await page.evaluate(() => document.documentElement.scrollWidth > window.innerWidth);
    return [...(await faultsOf(page, name)), ...(wider ? [`${name} is wider than the window`] : [])];
  };
  const drawUp = async (month: string): Promise<void> => {
    await page.goto(`${url}/money/netting`);
    await page.getByLabel('Month').fill(month);
    await press('Draw up');
  };
  const netting = (name: string) => page.getByRole('region', { name });

  beforeAll(async () => {
    desk = await demoDesk('money', () => browser.page({ viewport: WIDE }));
    ({ page, url } = desk);
    const { operator } = desk;
    const made = await operator.post<{ firstPassword: string }>('/api/directory/accounts', {
      username: 'second',
      displayName: 'Second Operator',
      roles: ['operator'],
    });
    const first = new TrilliumClient(url);
    await first.signIn('consortium', 'second', made.firstPassword);
    const kept = 'four words of a password';
    const changed = await first.raw('PUT', '/api/directory/me/password', { current: made.firstPassword, next: kept });
    if (!changed.ok) throw new Error(`the second operator’s password was refused: ${await changed.text()}`);
    second = kept;
  }, 300_000);
  afterAll(() => desk?.close(), 60_000);

  it('is open to whoever may read the ledger, and to no patron', async () => {
    await desk.signIn('HFC', 'luz');
    expect(await page.getByRole('link', { name: 'Money' }).count()).toBe(0);
    await desk.signIn('HFC', 'manager');
    await page.getByRole('link', { name: 'Money' }).click();
    await page.getByRole('heading', { name: 'Statements', level: 1 }).waitFor();
    const pages = page.getByRole('navigation', { name: 'Pages on money' }).getByRole('link');
    expect(await pages.allInnerTexts()).toEqual([
      'Statements',
      'Invoices',
      'Incoming invoices',
      'Deposit accounts',
      'Vouchers',
      'IFM',
      'EFTS',
      'Ledger',
      'By hand',
    ]);
  }, 90_000);

  it('shows a month, and says when one cannot be closed yet', async () => {
    await page.getByText('Owed after the month').waitFor();
    const faults = await look('statement');
    await press('Close the month');
    const dialog = page.getByRole('dialog');
    await dialog.getByText('cannot be opened again').waitFor();
    await dialog.getByRole('button', { name: 'Close the month' }).click();
    await dialog.getByText(/has not ended/).waitFor();
    expect([...faults, ...(await look('close-refused'))]).toEqual([]);
    await page.keyboard.press('Escape');
    for (const [name, file] of [
      ['PDF', 'pdf'],
      ['Excel', 'xlsx'],
    ] as const) {
      const [download] = await Promise.all([page.waitForEvent('download'), press(name)]);
      expect(download.suggestedFilename()).toBe(`statement-HFC-2025-10-USD.${file}`);
    }
  }, 90_000);

  it('shows funds, accounts that add up to zero, and every entry with its lines', async () => {
    await page.getByRole('link', { name: 'Ledger' }).click();
    await page.getByText('All balances together: $0.00').waitFor();
    await page.getByRole('region', { name: 'Funds' }).waitFor();
    await page.getByRole('region', { name: 'Entries' }).getByRole('article').first().waitFor();
    const faults = await look('ledger');
    await page.setViewportSize(PHONE);
    await page.reload();
    await page.getByText('All balances together: $0.00').waitFor();
    faults.push(...(await look('ledger-small')));
    await page.setViewportSize(WIDE);
    expect(faults).toEqual([]);
  }, 90_000);

  it('has a netting approved by a second operator only, the refusal told plainly', async () => {
    await desk.signIn('consortium', 'operator');
    await page.getByRole('link', { name: 'Money' }).click();
    await page.getByText('No netting has been drawn up yet.').waitFor();
    await drawUp('2025-09');
    const drawn = netting('September 2025, USD');
    await drawn.getByText('Waits for a second operator').waitFor();
    await drawn.getByRole('button', { name: 'Approve' }).click();
    await drawn.getByRole('alert').getByText('Whoever drew it up does not approve it.').waitFor();
    expect(await look('second-person')).toEqual([]);
    await desk.signIn('consortium', 'second', second);
    await page.goto(`${url}/money/netting`);
    await drawn.getByRole('button', { name: 'Approve' }).click();
    await drawn.getByText('Settled', { exact: true }).waitFor();
    await drawn.getByText('Nobody owes anything').waitFor();
  }, 120_000);

  it('says what is wrong with a month at its field, and shows why one was withdrawn', async () => {
    await page.getByLabel('Currency').fill('U1');
    await page.getByLabel('Month').fill('2025-09');
    await press('Draw up');
    await page.getByText(/three letters/).waitFor();
    expect(await page.getByLabel('Currency').getAttribute('aria-invalid')).toBe('true');
    await page.getByLabel('Currency').fill('eur');
    await press('Draw up');
    const drawn = netting('September 2025, EUR');
    await drawn.getByRole('button', { name: 'Withdraw' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('Why is it withdrawn?').fill('Nothing is settled in euros.');
    await dialog.getByRole('button', { name: 'Withdraw' }).click();
    await drawn.getByText('Withdrawn: Nothing is settled in euros.').waitFor();
    expect(await drawn.getByRole('button', { name: 'Approve' }).count()).toBe(0);
  }, 120_000);

  it.each([
    ['wide', WIDE],
    ['small', PHONE],
  ] as const)(
    'keeps long numbers in one line, and every line leads to its request: %s',
    async (name, viewport) => {
      await page.setViewportSize(viewport);
      await page.route(/api\/payment\/nettings$/, (route) => route.fulfill({ json: { nettings: [NETTING] } }));
      await page.route(/positions\/LCC$/, (route) => route.fulfill({ json: STATEMENT }));
      await page.goto(`${url}/money/netting`);
      const drawn = netting('October 2025, USD');
      await drawn.getByText('$1,234,567,890.12').waitFor();
      const faults = await look(`netting-${name}`);
      await drawn.getByRole('button', { name: 'Lines that led to the position of LCC' }).click();
      const proof = page.getByRole('dialog');
      await proof.getByText('About 2025-09, which is closed').waitFor();
      faults.push(...(await look(`proof-${name}`)));
      await page.keyboard.press('Escape');
      expect(faults).toEqual([]);
      // one is paid, the other can be noted; who has no books here has no lines to show
      expect(await drawn.getByRole('button', { name: /^Note as paid/ }).count()).toBe(1);
      expect(await drawn.getByRole('button', { name: /position of ZZX/ }).count()).toBe(0);
      await page.unrouteAll();
    },
    90_000,
  );
});
