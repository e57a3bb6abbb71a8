// Invoices that come, and money kept with providers, in a browser, on the running demo: each step as the accountant does it.
import type { Locator, Page } from 'playwright-core';
import { testBrowser } from '#lib/testing';
import { demoDesk, type DemoDesk } from './support/demo-desk.ts';
import { handsOn } from './support/hands.ts';
import { look, WIDE } from './support/look.ts';

/** Set to a folder, pictures of every page are kept there. */
const PICTURES = process.env.MONEY_PICTURES;
const REQUEST = '0198c0de-0000-7000-8000-000000000001';
const usd = (minor: number) => ({ minor, currency: 'USD' });

describe('what others ask by invoice, and money kept with them', () => {
  const browser = testBrowser();
  let desk: DemoDesk;
  let page: Page;

  const { press, region, dialog, line } = handsOn(() => page);
  const looked = (name: string): Promise<string[]> => look(page, name, PICTURES);

  beforeAll(async () => {
    desk = await demoDesk('incoming', () => browser.page({ viewport: WIDE }));
    page = desk.page;
    await desk.signIn('BLL', 'manager');
  }, 300_000);
  afterAll(() => desk?.close(), 60_000);

  describe('invoices that come', () => {
    const head = async (number: string): Promise<void> => {
      await page.getByLabel('Who asks').fill('ZZX');
      await page.getByLabel('Number of the invoice').fill(number);
      await page.getByLabel('Day on it').fill('2025-10-03');
    };

    it('are entered line by line, what is wrong at its field, what is expected there to be taken', async () => {
      const expected = [
        { charge: REQUEST, requestId: REQUEST, payee: 'ZZX', reference: 'BLL-7', since: '2025-09-20T15:00:00.000Z' },
      ];
      await page.route(/incoming-invoices\/expected/, (route) =>
        route.fulfill({ json: { expected: expected.map((one) => ({ ...one, open: usd(1500) })), more: false } }),
      );
      await page.getByRole('link', { name: 'Money' }).click();
      await page.getByRole('link', { name: 'Incoming invoices' }).click();
      await page.getByText('No invoice has been entered yet.').waitFor();
      await region('Expected, and not asked for yet').getByRole('link', { name: 'Request BLL-7' }).waitFor();
      await press('Enter an invoice');
      await press('Enter it');
      expect(await page.locator('[aria-invalid=true]').count()).toBe(4);
      await head('ZZX 118');
      await press(/^BLL-7 · /);
      expect(await line(1).getByLabel('Amount').inputValue()).toBe('15.00');
      await press('Another line');
      await line(2).getByLabel('What for').fill('Postage');
      await line(2).getByLabel('Amount').fill('4.50');
      await page.getByLabel('In all').fill('20');
      await press('Enter it');
      await page.getByText(/The invoice says \$20/).waitFor();
      expect(await page.getByLabel('In all').getAttribute('aria-invalid')).toBe('true');
      const faults = await looked('incoming-form');
      await page.getByLabel('In all').fill('19.50');
      await press('Enter it');
      await region('Invoice ZZX 118 of ZZX').getByText('2 lines differ and wait for you.').waitFor();
      await page.unrouteAll();
      expect(faults).toEqual([]);
    }, 180_000);

    it('lead from the worklist to the line that differs; it is accepted or contested, and the rest is to be paid', async () => {
      await page.goto(`${desk.url}/queue?kind=invoice-difference`);
      await page.getByRole('link', { name: /ZZX 118 of ZZX: \$4\.50/ }).click();
      await page.locator('[data-asked-for]').getByText('Postage').waitFor();
      await press(/^Accept it: ZZX, .*\$15\.00/);
      await dialog().getByLabel('Reason').fill('Borrowed by hand');
      await press('Accept it', dialog());
      await page.getByText('1 line differs and waits for you.').waitFor();
      expect(await page.getByRole('button', { name: 'Note a payment' }).count()).toBe(0);
      await press(/^More actions: ZZX, Postage/);
      await page.getByRole('menuitem', { name: 'Contest it' }).click();
      await dialog().getByLabel('Reason').fill('Postage was never agreed');
      await press('Contest it', dialog());
      await region(/ZZX 118/)
        .getByText('$15.00 to be paid.')
        .waitFor();
      expect(await page.getByRole('button', { name: 'Note a payment' }).count()).toBe(1);
    }, 180_000);

    it('are paid in parts, what is open offered and no more taken; a payment noted wrongly is taken back', async () => {
      const invoice = region('Invoice ZZX 118 of ZZX');
      const amount = (): Locator => dialog().getByLabel('Amount');
      const note = async (words: string): Promise<void> => {
        await dialog().getByLabel('The bank’s own words').fill(words);
        await press('Note a payment', dialog());
      };
      await press('Note a payment');
      expect(await amount().inputValue()).toBe('15.00');
      await amount().fill('15.01');
      await note('TO ZZX 118');
      await dialog()
        .getByText(/\$15 of it is open/)
        .waitFor();
      expect(await amount().getAttribute('aria-invalid')).toBe('true');
      await amount().fill('6');
      await dialog().getByLabel('Day the bank booked it').fill('2099-01-01');
      await press('Note a payment', dialog());
      await dialog()
        .getByText(/has not come yet/)
        .waitFor();
      expect(await dialog().getByLabel('Day the bank booked it').getAttribute('aria-invalid')).toBe('true');
      await dialog().getByLabel('Day the bank booked it').fill('2025-10-05');
      await press('Note a payment', dialog());
      await invoice.getByText('$9.00 of $15.00 still to be paid.').waitFor();
      // what is paid in part is not withdrawn
      expect(await page.getByRole('button', { name: 'Withdraw it' }).count()).toBe(0);
      const faults = await looked('incoming-part');
      await press('All incoming invoices');
      await page.getByRole('row', { name: /ZZX 118/ }).waitFor();
      expect(await page.getByRole('row', { name: /ZZX 118/ }).innerText()).toMatch(/\$19\.50\s+\$9\.00$/);
      await page.getByRole('link', { name: 'ZZX 118' }).click();
      await press('Note a payment');
      expect(await amount().inputValue()).toBe('9.00');
      await note('REST ZZX 118');
      await invoice.getByText('Paid', { exact: true }).waitFor();
      expect(await page.getByRole('button', { name: 'Note a payment' }).count()).toBe(0);
      await press('Take back: $6.00, TO ZZX 118');
      await dialog().getByLabel('Reason').fill('It was for ZZX 117');
      await press('Take back', dialog());
      await region('Payments').getByText('Taken back: It was for ZZX 117').waitFor();
      await invoice.getByText('$6.00 of $15.00 still to be paid.').waitFor();
      faults.push(...(await looked('incoming-taken-back')));
      await press('Note a payment');
      expect(await amount().inputValue()).toBe('6.00');
      await note('AGAIN ZZX 118');
      await invoice.getByText('Paid', { exact: true }).waitFor();
      await region('Payments').getByText('AGAIN ZZX 118').waitFor();
      expect(faults).toEqual([]);
    }, 180_000);

    it('are refused under a number that was entered before, which is shown; a table’s lines are read, and what was wrong is withdrawn', async () => {
      await press('All incoming invoices');
      await press('Enter an invoice');
      await head('zzx118');
      await page.getByText('Bring them as a file').click();
      const file = (text: string) =>
        page.locator('input[type=file]').setInputFiles({ name: 'zzx.csv', mimeType: 'text/csv', buffer: Buffer.from(text) });
      await file('number,description,amount\nBLL-9,A copy,much\n');
      await press('Enter it');
      await page.getByText(/Line 2: “much” is no amount/).waitFor();
      await file('number,description,amount\nBLL-9,A copy,12.00\n');
      await press('Enter it');
      await page.getByText(/was entered on 2025-10-06/).waitFor();
      expect(await page.getByLabel('Number of the invoice').getAttribute('aria-invalid')).toBe('true');
      await page.getByRole('link', { name: /^Look at it: ZZX 118 of ZZX, \$19\.50/ }).waitFor();
      const faults = await looked('incoming-repeat');
      await page.getByLabel('Number of the invoice').fill('ZZX 119');
      await press('Enter it');
      await region('Invoice ZZX 119 of ZZX').waitFor();
      await press('Withdraw it');
      await dialog().getByLabel('Reason').fill('It is another library’s');
      await press('Withdraw it', dialog());
      await page.getByText('Withdrawn: It is another library’s').waitFor();
      await press('All incoming invoices');
      faults.push(...(await looked('incoming')));
      expect(faults).toEqual([]);
    }, 180_000);

    it('that give something back are paid the other way', async () => {
      await press('Enter an invoice');
      await head('ZZX C-1');
      await line(1).getByLabel('What for').fill('A map that never came');
      await line(1).getByLabel('Amount').fill('-4');
      await press('Enter it');
      await press(/^Accept it: ZZX, A map/);
      await dialog().getByLabel('Reason').fill('It never came');
      await press('Accept it', dialog());
      await region('Invoice ZZX C-1 of ZZX').getByText('$4.00 to come from them.').waitFor();
      await press('Note what came from them');
      expect(await dialog().getByLabel('Amount').inputValue()).toBe('4.00');
      await dialog().getByLabel('The bank’s own words').fill('FROM ZZX');
      await press('Note what came from them', dialog());
      await region('Payments').getByText('Came from them: FROM ZZX').waitFor();
      await region('Invoice ZZX C-1 of ZZX').getByText('Paid', { exact: true }).waitFor();
      expect(await region('Payments').getByRole('row').nth(1).innerText()).toContain('-$4.00');
    }, 120_000);

    it('show their lines by what they turned out to be, those that differ first', async () => {
      const found = (at: number, verdict: string, minor: number, more: object = {}) => ({
        line: at,
        reference: `BLL-${at}`,
        what: 'Loan of a book with a title that is so long that it does not stand in one line of any table',
        requestId: REQUEST,
        amount: usd(minor),
        verdict,
        waits: false,
        ...more,
      });
      const lines = [
        found(1, 'confirmed', 1500, { taken: 'confirm' }),
        found(2, 'amount-differs', 123_456_789, { waits: true, why: '$15 was expected, it asks $1,234,567.89.' }),
        found(3, 'refund', -1500, { taken: 'confirm' }),
      ];
      const summary = { id: REQUEST, payee: 'ZZX', number: '120', date: '2025-10-03', status: 'waiting', waiting: 1 };
      const sums = { total: usd(123_456_789), toPay: usd(0), open: usd(0), at: '2025-10-06T15:00:00.000Z' };
      await page.route(/incoming-invoices\/0198/, (route) =>
        route.fulfill({ json: { ...summary, ...sums, lines, payments: [] } }),
      );
      await page.goto(`${desk.url}/money/incoming?invoice=${REQUEST}`);
      await region('Another amount than expected').getByText('$1,234,567.89', { exact: true }).waitFor();
      expect(await page.getByRole('heading', { level: 2 }).allInnerTexts()).toEqual([
        'Invoice 120 of ZZX',
        'Another amount than expected',
        'Confirmed',
        'Given back, as expected',
      ]);
      const faults = await looked('incoming-one');
      await page.unrouteAll();
      expect(faults).toEqual([]);
    }, 120_000);
  });

  describe('deposit accounts', () => {
    const account = (): Locator => region('Get It Now, USD');

    it('are opened, money goes there and comes back, what was noted wrongly is taken back', async () => {
      await page.goto(`${desk.url}/money/deposits`);
      await page.getByText(/No deposit account has been opened yet/).waitFor();
      await press('Open an account');
      await dialog().getByLabel('Lender or provider').fill('Get It Now');
      await dialog().getByLabel('Currency').fill('u1');
      await press('Open an account', dialog());
      await dialog().locator('[aria-invalid=true]').waitFor();
      await dialog().getByLabel('Currency').fill('usd');
      await dialog().getByLabel('Told below').fill('60');
      await press('Open an account', dialog());
      await account().getByText('Little is left: less than $60.00').waitFor();
      for (const [amount, words] of [
        ['250.25', 'TRANSFER GET IT NOW'],
        ['99', 'SOMEBODY ELSE'],
      ] as const) {
        await press('Note money: Get It Now, USD');
        await dialog().getByLabel('Amount').fill(amount);
        await dialog().getByLabel('The bank’s own words').fill(words);
        await press('Note money', dialog());
        await account().getByText(words).waitFor();
      }
      await account().getByText('$349.25').waitFor();
      await press('Take back: $99.00, SOMEBODY ELSE');
      await dialog().getByLabel('Reason').fill('It went elsewhere');
      await press('Take back', dialog());
      await account().getByText('Taken back: It went elsewhere').waitFor();
      await press('Note money: Get It Now, USD');
      await dialog().getByLabel('Which way').selectOption({ label: 'It came back from there' });
      await dialog().getByLabel('Amount').fill('0.25');
      await dialog().getByLabel('The bank’s own words').fill('FROM GET IT NOW');
      await press('Note money', dialog());
      await account().getByText('$250.00').waitFor();
      // the latest first
      const rows = account().getByRole('row');
      expect(await rows.nth(1).innerText()).toContain('FROM GET IT NOW');
    }, 180_000);

    it('are held against the provider’s statement, reached from the worklist, and the difference is accepted with its reason', async () => {
      await press('Enter a statement: Get It Now, USD');
      await dialog().getByLabel('What it says is left').fill('248.50');
      await dialog().getByLabel('Day of the statement').fill('2099-01-01');
      await press('Enter a statement', dialog());
      await dialog()
        .getByText(/has not come yet/)
        .waitFor();
      expect(await dialog().getByLabel('Day of the statement').getAttribute('aria-invalid')).toBe('true');
      await dialog().getByLabel('Day of the statement').fill('2025-10-05');
      await press('Enter a statement', dialog());
      await account()
        .getByText(/says \$248\.50, the books said \$250\.00/)
        .waitFor();
      await page.goto(`${desk.url}/queue?kind=deposit-differs`);
      await page.getByRole('link', { name: /Get It Now says/ }).click();
      await page.locator('[data-asked-for]').getByText('TRANSFER GET IT NOW').waitFor();
      const faults = await looked('deposits');
      await press('The statement is right');
      await dialog()
        .getByText(/-\$1\.50/)
        .waitFor();
      await dialog().getByLabel('Reason').fill('Their yearly fee');
      await press('The statement is right', dialog());
      await account()
        .getByText(/Accepted: Their yearly fee/)
        .waitFor();
      await account().getByText('$248.50', { exact: true }).first().waitFor();
      await press('Change the limit: Get It Now, USD');
      expect(await dialog().getByLabel('Told below').inputValue()).toBe('60.00');
      await dialog().getByLabel('Told below').fill('');
      await press('Change the limit', dialog());
      await account().getByText('Nobody is told before it is overdrawn.').waitFor();
      await page.getByRole('button', { name: 'Language' }).click();
      await page.getByRole('menuitem', { name: 'Español' }).click();
      await page.getByRole('heading', { name: 'Cuentas de depósito', level: 1 }).waitFor();
      faults.push(...(await looked('deposits-spanish')));
      expect(faults).toEqual([]);
    }, 180_000);
  });
});
