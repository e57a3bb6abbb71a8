// The pages of the money section where something is done, in a browser, on the running demo: each step as the desk or the accountant does it.
import type { Locator, Page } from 'playwright-core';
import { agency, writeMessage } from '#lib/iso18626';
import { testBrowser } from '#lib/testing';
import { demoDesk, type DemoDesk } from './support/demo-desk.ts';
import { handsOn } from './support/hands.ts';
import { look, WIDE } from './support/look.ts';

/** Set to a folder, pictures of every page are kept there. */
const PICTURES = process.env.MONEY_PICTURES;
const REQUEST = '0198c0de-0000-7000-8000-000000000001';

describe('what is done with money', () => {
  const browser = testBrowser();
  let desk: DemoDesk;
  let url: string;
  let page: Page;

  const { press, region, dialog } = handsOn(() => page);
  const looked = (name: string): Promise<string[]> => look(page, name, PICTURES);

  beforeAll(async () => {
    desk = await demoDesk('money', () => browser.page({ viewport: WIDE }));
    ({ page, url } = desk);
  }, 300_000);
  afterAll(() => desk?.close(), 60_000);

  describe('vouchers', () => {
    const takeIn = async (order: string, full: string, half: string): Promise<void> => {
      await press('Cards from IFLA');
      await dialog().getByLabel('Order number at IFLA').fill(order);
      await dialog().getByLabel('Full vouchers').fill(full);
      await dialog().getByLabel('Half vouchers').fill(half);
      await press('Cards from IFLA', dialog());
    };
    const drawer = (): Locator => region('In the drawer');
    const underWay = (): Locator => region('Under way');

    it('takes cards in, what is wrong with one told at its field and by its number', async () => {
      await desk.signIn('BLL', 'desk');
      await page.getByRole('link', { name: 'Money' }).click();
      await page.getByRole('link', { name: 'Vouchers' }).click();
      await page.getByText('Nothing is promised and nothing is on its way.').waitFor();
      await takeIn('2025-17', 'BLL-1\nBLL-2', 'no/slash BLL-3');
      await dialog()
        .getByText(/^no\/slash: it may have letters/)
        .waitFor();
      expect(await dialog().getByLabel('Half vouchers').getAttribute('aria-invalid')).toBe('true');
      const faults = await looked('vouchers-refused');
      await dialog().getByLabel('Half vouchers').fill('BLL-3, BLL-4');
      await press('Cards from IFLA', dialog());
      await drawer().getByRole('cell', { name: '3', exact: true }).waitFor();
      await takeIn('2025-18', 'BLL-1', '');
      await dialog()
        .getByText(/Here already: BLL-1/)
        .waitFor();
      await page.keyboard.press('Escape');
      expect(faults).toEqual([]);
    }, 120_000);

    it('promises one and a half, sends them by one click, and hears that they arrived by another', async () => {
      await press('Promise vouchers');
      await dialog().getByLabel('Request').fill(`${url}/requests/${REQUEST}`);
      await dialog().getByLabel('Lender').fill('UBA');
      await dialog().getByLabel('How many').selectOption({ label: '1½ vouchers' });
      await press('Promise vouchers', dialog());
      await underWay().getByText('1½ vouchers for UBA').waitFor();
      await underWay().getByText('Cards: BLL-1, BLL-3').waitFor();
      await press('Promise vouchers');
      await dialog().getByLabel('Request').fill('the one of this morning');
      await dialog().getByLabel('Lender').fill('UBA');
      await press('Promise vouchers', dialog());
      await dialog().locator('[aria-invalid=true]').waitFor();
      await page.keyboard.press('Escape');
      await press('Change the limit');
      await dialog().getByLabel('Fewest to have').selectOption({ label: '2 vouchers' });
      await press('Change the limit', dialog());
      await drawer().getByText('Few left: 1½ vouchers free').waitFor();
      const faults = await looked('vouchers');
      const [slip] = await Promise.all([page.waitForEvent('download'), press('Slip')]);
      expect(slip.suggestedFilename()).toBe('vouchers-00000001.pdf');
      await press(/^They were sent/);
      await underWay().getByText('On the way').waitFor();
      await press(/^The lender has them/);
      await page.getByText('Nothing is promised and nothing is on its way.').waitFor();
      await page.getByLabel('Number on a card').fill('BLL-3');
      await page.keyboard.press('Enter');
      await dialog().getByText('The lender has it').waitFor();
      expect(await dialog().getByRole('article').count()).toBe(4);
      faults.push(...(await looked('vouchers-history')));
      await page.keyboard.press('Escape');
      expect(faults).toEqual([]);
    }, 180_000);

    it('counts by ticking, and notes what is lost, found and given back', async () => {
      await press('Count', drawer());
      await dialog().getByLabel('BLL-4 · Half voucher').uncheck();
      await dialog().getByLabel('Full vouchers').fill('BLL-9');
      await press('Count: 1 card is missing', dialog());
      await dialog().getByText('This is needed').or(dialog().locator('[aria-invalid=true]')).first().waitFor();
      await dialog().getByLabel('Reason').fill('The yearly count');
      const faults = await looked('vouchers-count');
      await press('Count: 1 card is missing', dialog());
      await dialog().waitFor({ state: 'detached' });
      const cards = region('Cards');
      await cards.getByRole('row', { name: /BLL-4/ }).getByText('Lost').waitFor();
      await cards.getByRole('checkbox', { name: 'BLL-4' }).check();
      await press('Found again', cards);
      expect(await dialog().getByLabel('Cards').inputValue()).toBe('BLL-4');
      await press('Found again', dialog());
      await cards.getByRole('row', { name: /BLL-4/ }).getByText('Free').waitFor();
      await cards.getByRole('checkbox', { name: 'BLL-4' }).uncheck();
      await cards.getByRole('checkbox', { name: 'BLL-9' }).check();
      await press('Given back to IFLA', cards);
      await dialog().getByLabel('Order number at IFLA').fill('R-1');
      await press('Given back to IFLA', dialog());
      await cards.getByRole('checkbox', { name: 'BLL-9' }).waitFor({ state: 'detached' });
      expect(faults).toEqual([]);
    }, 180_000);

    it('asks a library abroad one for a loan, and takes it in by its number when it comes', async () => {
      const asked = writeMessage({
        kind: 'request',
        version: '2021-2',
        body: {
          header: {
            supplyingAgencyId: agency('BLL', 'ISIL'),
            requestingAgencyId: agency('UBA', 'ISIL'),
            timestamp: '2025-10-06T14:00:00.000Z',
            requestingAgencyRequestId: 'UBA-2025-77',
          },
          bibliographicInfo: { title: 'Prairie grasses of the Flint Hills', author: 'Lantern, Ada' },
          serviceInfo: { requestType: 'New', serviceType: 'Loan' },
        },
      });
      const answer = await fetch(`${url}/iso18626`, {
        method: 'POST',
        headers: { 'content-type': 'application/xml' },
        body: asked,
      });
      expect(await answer.text()).toContain('OK');
      await desk.signIn('BLL', 'desk');
      await page.goto(`${url}/lent`);
      const card = page.getByRole('listitem').filter({ hasText: 'Prairie grasses of the Flint Hills' });
      await card.getByText(/We ask: 1 voucher \(IFLA\).*abroad-vouchers/).waitFor();
      const faults = await looked('lent-asks');
      await press(/^Yes, we lend it/, card);
      await press(/^Yes, we lend it/, dialog());
      await dialog().waitFor({ state: 'detached' });
      await press(/^Taken from the shelf/, card);
      await press(/^Taken from the shelf/, dialog());
      await dialog().waitFor({ state: 'detached' });
      await press(/^Send it/, card);
      await press(/^Send it/, dialog());
      await dialog().waitFor({ state: 'detached' });
      await page.goto(`${url}/money/vouchers`);
      const awaited = region('Cards to come');
      await awaited.getByText('1 voucher from UBA').waitFor();
      await awaited.getByText(/their number UBA-2025-77/).waitFor();
      faults.push(...(await looked('vouchers-awaited')));
      await press(/^They came/, awaited);
      await dialog().getByLabel('Full vouchers').fill('UBA-1 UBA-2');
      await press(/^They came/, dialog());
      await dialog()
        .getByText(/more than were asked/)
        .waitFor();
      await dialog().getByLabel('Full vouchers').fill('UBA-1');
      await press(/^They came/, dialog());
      await awaited.waitFor({ state: 'detached' });
      await region('Cards').getByRole('row', { name: /UBA-1/ }).getByText('Free').waitFor();
      expect(faults).toEqual([]);
    }, 180_000);
  });

  describe('IFM', () => {
    const bring = (name: string, text: string): Promise<void> =>
      page.locator('input[type=file]').setInputFiles({ name, mimeType: 'text/csv', buffer: Buffer.from(text) });

    it('asks only for what a file does not say, and has its lines accepted or contested', async () => {
      await desk.signIn('BLL', 'manager');
      await page.getByRole('link', { name: 'Money' }).click();
      await page.getByRole('link', { name: 'IFM' }).click();
      await page.getByText('No report has been brought yet.').waitFor();
      await bring('empty.csv', 'Lender,Request ID,Date,Charge\n');
      await page.getByText('It has no transactions.').waitFor();
      await bring('october.csv', 'Institution,Request ID,Date,Amount\nZZX,211000001,,40.00\nZZX,211000002,,25.00\n');
      await page.getByLabel('Whose report').selectOption('borrower');
      expect(await page.getByLabel('Month').count()).toBe(0);
      const faults = await looked('ifm-asks');
      await press('Bring it');
      await page.getByLabel('Month').fill('2025-09');
      await press('Bring it');
      await page.getByText('2 lines differ and wait for you.').waitFor();
      const lines = region('Never expected');
      await press(/^Accept as it says: ZZX, Charge, request 211000001/, lines);
      await dialog().getByLabel('Reason').fill('Borrowed by hand');
      await press('Accept as it says', dialog());
      await lines.getByText('Accepted: Borrowed by hand').waitFor();
      await page.getByText('1 line differs and waits for you.').waitFor();
      await press(/^More actions: ZZX, Charge, request 211000002/, lines);
      await page.getByRole('menuitem', { name: 'Contest it' }).click();
      await dialog().getByLabel('Reason').fill('Nobody asked for it');
      await press('Contest it', dialog());
      await page.getByText('Nothing waits for you.').waitFor();
      await press('All reports');
      await region('Reports').getByRole('button', { name: 'September 2025 · Borrower’s report' }).waitFor();
      await region('Not in a report yet').getByText('Reports were brought up to September 2025.').waitFor();
      expect(faults).toEqual([]);
    }, 180_000);

    it('shows a report by what its lines turned out to be, and what is open by how it stands', async () => {
      const line = (at: number, verdict: string, minor: number, more: object = {}) => ({
        line: at,
        kind: 'charge',
        number: String(211_000_000 + at),
        symbol: 'ZZX',
        day: '2025-10-14',
        amount: { minor, currency: 'USD' },
        verdict,
        waits: false,
        ...more,
      });
      const found = [
        line(2, 'confirmed', 4000, { requestId: REQUEST, taken: 'confirm' }),
        line(3, 'confirmed', 26, { kind: 'fee', symbol: undefined, taken: 'confirm' }),
        line(4, 'likely', 3000, { requestId: REQUEST, waits: true, why: 'No number says so; partner, amount and time fit.' }),
        line(5, 'amount-differs', 123_456_789, {
          requestId: REQUEST,
          waits: true,
          why: '$40 was expected, it charges $1,234,567.89.',
        }),
        line(6, 'refund', -4000, { requestId: REQUEST, taken: 'confirm' }),
      ];
      const report = { id: REQUEST, side: 'borrower', month: '2025-10', fileName: 'october.csv', at: '2025-11-11T15:00:00.000Z' };
      const summary = { ...report, lines: 5, waiting: 2, total: { minor: 123_459_815, currency: 'USD' } };
      const open = ['missing', 'refund', 'waiting'].map((standing, at) => ({
        side: 'borrower',
        charge: crypto.randomUUID(),
        requestId: REQUEST,
        payee: 'ZZX',
        ...(at ? {} : { number: '211000009' }),
        since: '2025-10-02T15:00:00.000Z',
        amount: { minor: at === 1 ? -4000 : 4000, currency: 'USD' },
        fee: { minor: 26, currency: 'USD' },
        standing,
      }));
      await page.route(/ifm\/reports$/, (route) => route.fulfill({ json: { reports: [summary] } }));
      await page.route(/ifm\/reports\/0198/, (route) => route.fulfill({ json: { ...summary, found } }));
      await page.route(/ifm\/open/, (route) => route.fulfill({ json: { through: '2025-10', more: false, open } }));
      await page.goto(`${url}/money/ifm`);
      const standing = region('Not in a report yet');
      await standing.getByText('Missing').waitFor();
      expect(await standing.getByRole('link', { name: 'Request 211000009' }).getAttribute('href')).toBe(`/requests/${REQUEST}`);
      const faults = await looked('ifm');
      await press('October 2025 · Borrower’s report');
      await region('Another amount than expected').getByText('$1,234,567.89', { exact: true }).waitFor();
      expect(await page.getByRole('heading', { level: 2 }).allInnerTexts()).toEqual([
        'October 2025 · Borrower’s report',
        'Another amount than expected',
        'Likely: no number says so',
        'Confirmed',
        'Given back, as expected',
      ]);
      expect([...faults, ...(await looked('ifm-report'))]).toEqual([]);
      await page.unrouteAll();
    }, 180_000);
  });

  describe('entries by hand', () => {
    const { line } = handsOn(() => page);
    const write = async (debit: string, credit: string, reason: string): Promise<void> => {
      await line(1).getByLabel('Account').selectOption('expense:fees');
      await line(1).getByLabel('Amount').fill(debit);
      await line(2).getByLabel('Account').selectOption('bank');
      await line(2).getByLabel('Amount').fill(credit);
      await page.getByLabel('Reason').fill(reason);
      await press('Post or propose');
    };
    const entries = (): Locator => region('Written so far').getByRole('article');

    it('are posted at once up to the limit, wait above it, and say at their fields what is wrong', async () => {
      await desk.signIn('BLL', 'manager');
      await page.getByRole('link', { name: 'Money' }).click();
      await page.getByRole('link', { name: 'By hand' }).click();
      await page.getByText('Nothing has been posted by hand yet.').waitFor();
      await press('Post or propose');
      expect(await page.locator('[aria-invalid=true]').count()).toBe(4);
      await write('12.50', '12.00', 'Bank charges of October');
      await page.getByText(/Debits and credits differ by 0.50 USD/).waitFor();
      const faults = await looked('by-hand-refused');
      await write('12.50', '12.50', 'As told');
      await page.getByText(/10 characters at least/).waitFor();
      await write('12.50', '12.50', 'Bank charges of October');
      await entries().first().getByText('Posted', { exact: true }).waitFor();
      await write('120.00', '120.00', 'Paid to IFLA for postage');
      await entries().first().getByText('Waits for a second person').waitFor();
      await press(/^Approve: Paid to IFLA/);
      await dialog()
        .getByText(/Whoever proposed it does not approve it/)
        .waitFor();
      await page.keyboard.press('Escape');
      faults.push(...(await looked('by-hand')));
      await press('Take back: Bank charges of October');
      await dialog().getByLabel('Reason').fill('It was charged twice');
      await press('Take back', dialog());
      await entries().last().getByText('Taken back', { exact: true }).waitFor();
      await page.goto(`${url}/queue?kind=manual-entry`);
      await page.getByText('$120: Paid to IFLA for postage').first().waitFor();
      expect(faults).toEqual([]);
    }, 180_000);
  });
});
