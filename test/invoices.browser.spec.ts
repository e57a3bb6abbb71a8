// Invoices of a library's own in a browser, on the running demo: each step as the accountant does it. What lines are taken from is given, the demo has lent nothing yet; what is to be billed is lent to a library abroad.
import type { Page } from 'playwright-core';
import { agency, writeMessage } from '#lib/iso18626';
import { testBrowser } from '#lib/testing';
import { TrilliumClient, until } from './support/client.ts';
import { demoDesk, type DemoDesk } from './support/demo-desk.ts';
import { handsOn } from './support/hands.ts';
import { look, PHONE, WIDE } from './support/look.ts';

/** Set to a folder, pictures of every page are kept there. */
const PICTURES = process.env.MONEY_PICTURES;
const LENT = '0198c0de-0000-7000-8000-00000000000a';
const lent = (id: string, title: string, status: string, service = 'loan') => ({
  id,
  version: 1,
  borrower: 'TSU',
  service,
  title,
  status,
  askedAt: '2025-10-01T15:00:00.000Z',
  updatedAt: '2025-10-02T15:00:00.000Z',
  questions: [],
  actions: [],
});

describe('invoices', () => {
  const browser = testBrowser();
  let desk: DemoDesk;
  let page: Page;

  const { press, region, dialog, line } = handsOn(() => page);
  const looked = (name: string): Promise<string[]> => look(page, name, PICTURES);

  beforeAll(async () => {
    desk = await demoDesk('invoices', () => browser.page({ viewport: WIDE }));
    page = desk.page;
    // a library abroad that is billed
    const staff = new TrilliumClient(desk.url);
    await staff.signIn('BLL', 'desk', desk.passwordOf('BLL', 'desk'));
    const { partners } = await staff.get<{ partners: { id: string; symbol: string; agreement?: string }[] }>(
      '/api/directory/partners',
    );
    const { id, agreement: _, ...terms } = partners.find(({ symbol }) => symbol === 'UBA')!;
    await staff.put(`/api/directory/partners/${id}`, { ...terms, settledBy: 'invoice' });
    await page.route(/fulfillment\/lent\?/, (route) =>
      route.fulfill({
        json: {
          lent: [
            lent(LENT, 'The tide pools of the northern coast', 'with-borrower'),
            lent('0198c0de-0000-7000-8000-00000000000b', 'Wool and water', 'asked'),
          ],
          more: false,
          lists: [],
        },
      }),
    );
    await page.route(/fulfillment\/lent\/0198/, (route) =>
      route.fulfill({ json: { ...lent(LENT, '', 'with-borrower'), cost: { minor: 1500, currency: 'USD' } } }),
    );
  }, 300_000);
  afterAll(() => desk?.close(), 60_000);

  it('ask first who the library is on them, faults at their fields', async () => {
    await desk.signIn('BLL', 'manager');
    await page.getByRole('link', { name: 'Money' }).click();
    await page.getByRole('link', { name: 'Invoices', exact: true }).click();
    await page.getByText('No invoice has been written yet.').waitFor();
    await region('To be billed').getByText('Nothing that was lent waits to be billed.').waitFor();
    const who = region('Who we are on invoices');
    await press('Save', who);
    expect(await who.locator('[aria-invalid=true]').count()).toBe(3);
    await who.getByLabel('Name').fill('Baker Lake Library');
    await who.getByLabel('Address').fill(Array.from({ length: 9 }, (_, at) => `Line ${at}`).join('\n'));
    await who.getByLabel('To be paid to').fill('Prairie Bank\nAccount 12 345');
    await press('Save', who);
    await who.getByText(/more than eight lines/).waitFor();
    expect(await who.getByLabel('Address').getAttribute('aria-invalid')).toBe('true');
    const faults = await looked('invoices-who');
    await who.getByLabel('Address').fill('1 Elm Street\nAmes, IA 50011');
    await who.getByLabel('Due after').fill('0');
    await press('Save', who);
    await who.getByText('Prairie Bank').waitFor();
    await who.getByText('What was lent is drafted by hand.').waitFor();
    await press('Change', who);
    await dialog()
      .getByRole('checkbox', { name: /^Draft each month by itself/ })
      .check();
    faults.push(...(await looked('invoices-monthly')));
    await press('Change', dialog());
    await who.getByText('What was lent in a month is drafted by itself once it is over.').waitFor();
    expect(faults).toEqual([]);
  }, 120_000);

  it('are written by keyboard: lines from what was lent, or with a reason, and what is wrong stands at its line', async () => {
    await press('Write an invoice');
    await page.getByLabel('Who is to pay').fill('TSU');
    expect(await page.getByLabel('Where it goes').inputValue()).toContain('State University');
    await press('From what was lent to TSU');
    await dialog()
      .getByRole('checkbox', { name: /tide pools/ })
      .waitFor();
    // what was only asked for has not been lent
    expect(await dialog().getByRole('checkbox').count()).toBe(1);
    await dialog()
      .getByRole('checkbox', { name: /tide pools/ })
      .check();
    const faults = await looked('invoices-lent');
    await press('Put 1 on the invoice', dialog());
    await dialog().waitFor({ state: 'detached' });
    // the empty line has gone, what the desk noted as its cost has come
    expect(await line(1).getByLabel('Amount').inputValue()).toBe('15.00');
    expect(await line(1).getByLabel('What for').inputValue()).toBe('Loan of The tide pools of the northern coast, Oct 1, 2025');
    await press('Another line');
    await press('Save the draft');
    expect(await line(2).locator('[aria-invalid=true]').count()).toBe(3);
    await line(2).getByLabel('What for').focus();
    for (const text of ['A lost map', '40.005', '', 'It never came back', 'TSU-88']) {
      if (text) await page.keyboard.type(text);
      await page.keyboard.press('Tab');
    }
    await line(2).getByText('Write an amount such as 24.50.').waitFor();
    await line(2).getByLabel('Amount').fill('40');
    await page.getByText('Total: $55.00').waitFor();
    await page.getByLabel('Currency').fill('QQ');
    await press('Save the draft');
    await page.locator('[aria-invalid=true]').first().waitFor();
    await page.getByLabel('Currency').fill('usd');
    await page.getByLabel('Note').fill('Thank you for your prompt payment.');
    faults.push(...(await looked('invoices-form')));
    await press('Save the draft');
    await region('Draft to TSU').waitFor();
    faults.push(...(await looked('invoices-draft')));
    // what was lent stands on one invoice only
    await press('All invoices');
    await press('Write an invoice');
    await page.getByLabel('Who is to pay').fill('TSU');
    await press('From what was lent to TSU');
    await dialog()
      .getByRole('checkbox', { name: /tide pools/ })
      .check();
    await press('Put 1 on the invoice', dialog());
    await dialog().waitFor({ state: 'detached' });
    await press('Save the draft');
    await line(1)
      .getByText(/stands on .* already/)
      .waitFor();
    await press('Never mind');
    expect(faults).toEqual([]);
  }, 180_000);

  it('are changed and issued with a number, and handed out as PDF', async () => {
    await page.getByRole('link', { name: 'Draft to TSU' }).click();
    await press('Change the draft');
    await line(2).getByLabel('Amount').fill('25');
    await press('Save the draft');
    await region('Draft to TSU').waitFor();
    await region('Lines').getByText('$40.00').waitFor();
    await press('Issue it');
    await dialog()
      .getByText(/To TSU, \$40\.00/)
      .waitFor();
    await press('Issue it', dialog());
    await region('Invoice BLL-2025-0001 to TSU').waitFor();
    const [pdf] = await Promise.all([page.waitForEvent('download'), press('PDF')]);
    expect(pdf.suggestedFilename()).toBe('BLL-2025-0001.pdf');
    expect(await page.getByRole('button', { name: 'Change the draft' }).count()).toBe(0);
  }, 120_000);

  it('stand out once they are overdue, on the worklist too, and lead from there to their page', async () => {
    await desk.operator.post('/api/demo/clock', { to: 'next-morning' });
    const task = page.getByRole('link', { name: /BLL-2025-0001/ });
    // the services hear of the new day one after another
    await until('the task of the overdue invoice', async () => {
      await page.goto(`${desk.url}/queue?kind=invoice-overdue`);
      await page.waitForLoadState('networkidle');
      return (await task.count()) > 0 || undefined;
    });
    await task.click();
    await region('Invoice BLL-2025-0001 to TSU').getByText('Overdue').waitFor();
    const faults = await looked('invoices-overdue');
    await press('A reminder was sent');
    await press('A reminder was sent', dialog());
    await region(/BLL-2025-0001/)
      .getByText('reminded once', { exact: true })
      .waitFor();
    expect(faults).toEqual([]);
  }, 180_000);

  it('take payments in part, no more than is open, and credits of some lines, and tell what goes back', async () => {
    await press('Note a payment');
    await dialog().getByLabel('Amount').fill('41');
    await dialog().getByLabel('The bank’s own words').fill('TSU PAYS');
    await press('Note a payment', dialog());
    await dialog()
      .getByText(/Only \$40/)
      .waitFor();
    expect(await dialog().getByLabel('Amount').getAttribute('aria-invalid')).toBe('true');
    const faults = await looked('invoices-pay');
    await dialog().getByLabel('Amount').fill('40');
    await press('Note a payment', dialog());
    await region('Payments').getByText('TSU PAYS').waitFor();
    await press('Credit it');
    await dialog()
      .getByRole('checkbox', { name: /tide pools/ })
      .uncheck();
    await dialog().getByLabel('Reason').fill('The map was found');
    faults.push(...(await looked('invoices-credit')));
    await press('Credit it', dialog());
    await page.getByText('$25.00 to pay back: more was paid than is asked now').waitFor();
    await press('Take back: $40.00, TSU PAYS');
    await dialog().getByLabel('Reason').fill('It was for another invoice');
    await press('Take back', dialog());
    await region('Payments').getByText('Taken back: It was for another invoice').waitFor();
    await press('Note a payment');
    expect(await dialog().getByLabel('Amount').inputValue()).toBe('15.00');
    await dialog().getByLabel('The bank’s own words').fill('TSU PAYS AGAIN');
    await press('Note a payment', dialog());
    await region(/BLL-2025-0001/)
      .getByText('Settled')
      .waitFor();
    faults.push(...(await looked('invoices-one')));
    await page.getByRole('link', { name: 'BLL-2025-0002' }).click();
    await region('Credit note BLL-2025-0002 to TSU')
      .getByText(/The map was found/)
      .waitFor();
    expect(faults).toEqual([]);
  }, 180_000);

  it('are drafted in one step of what was lent by invoice, which is then to be billed no more', async () => {
    await page.unroute(/fulfillment\/lent\?/);
    await page.unroute(/fulfillment\/lent\/0198/);
    const asked = writeMessage({
      kind: 'request',
      version: '2021-2',
      body: {
        header: {
          supplyingAgencyId: agency('BLL', 'ISIL'),
          requestingAgencyId: agency('UBA', 'ISIL'),
          timestamp: '2025-10-06T14:00:00.000Z',
          requestingAgencyRequestId: 'UBA-2025-88',
        },
        bibliographicInfo: { title: 'Prairie grasses of the Flint Hills', author: 'Lantern, Ada' },
        serviceInfo: { requestType: 'New', serviceType: 'Loan', serviceLevel: { value: 'Rush' } },
      },
    });
    await desk.signIn('BLL', 'desk');
    const answer = await fetch(`${desk.url}/iso18626`, {
      method: 'POST',
      headers: { 'content-type': 'application/xml' },
      body: asked,
    });
    expect(await answer.text()).toContain('OK');
    await page.goto(`${desk.url}/lent`);
    const card = page.getByRole('listitem').filter({ hasText: 'Prairie grasses of the Flint Hills' });
    await card.getByText(/We ask: \$25\.00/).waitFor();
    for (const step of [/^Yes, we lend it/, /^Taken from the shelf/, /^Send it/]) {
      await press(step, card);
      await press(step, dialog());
      await dialog().waitFor({ state: 'detached' });
    }
    await desk.signIn('BLL', 'manager');
    await page.goto(`${desk.url}/money/invoices`);
    const row = region('To be billed').getByRole('row', { name: /UBA/ });
    await row.getByText('October 2025').waitFor();
    await row.getByText('$25.00').waitFor();
    const faults = await looked('invoices-to-bill');
    await press('Draft an invoice to UBA in USD', row);
    await region('Draft to UBA').waitFor();
    await region('Lines')
      .getByText(/UBA-2025-88/)
      .waitFor();
    faults.push(...(await looked('invoices-to-bill-draft')));
    await press('All invoices');
    await region('To be billed').getByText('Nothing that was lent waits to be billed.').waitFor();
    // a draft that is not wanted gives it back
    await page.getByRole('link', { name: 'Draft to UBA' }).click();
    await press('Discard the draft');
    await dialog().getByLabel('Reason').fill('Too early');
    await press('Discard the draft', dialog());
    await dialog().waitFor({ state: 'detached' });
    await press('All invoices');
    await row.getByText('$25.00').waitFor();
    expect(faults).toEqual([]);
  }, 180_000);

  it('are listed by how they stand, what is open by currency', async () => {
    const summary = (at: number, status: string, minor: number, more: object = {}) => ({
      id: `0198c0de-0000-7000-8000-0000000001${at}0`,
      kind: 'invoice',
      status,
      ...(status === 'draft' ? {} : { number: `BLL-2025-000${at}`, issuedOn: '2025-09-03', dueOn: '2025-10-03' }),
      debtor: 'TSU',
      total: { minor, currency: 'USD' },
      open: { minor: status === 'settled' || status === 'draft' ? 0 : minor, currency: 'USD' },
      reminders: 0,
      ...more,
    });
    const money = (minor: number, currency: string) => ({ minor, currency });
    await page.route(/payment\/invoices\?/, (route) =>
      route.fulfill({
        json: {
          invoices: [
            summary(5, 'draft', 2500),
            summary(4, 'issued', 123_456_789, { dueOn: '2025-12-03', debtor: 'University of Northern Territories Medical' }),
            summary(3, 'overdue', 4000, { reminders: 2, total: money(6000, 'USD') }),
            summary(2, 'settled', 9000),
            summary(1, 'to-refund', -1500, { total: money(1500, 'EUR'), open: money(-1500, 'EUR') }),
          ],
          more: false,
          open: [
            { owed: money(0, 'EUR'), overdue: money(0, 'EUR'), toRefund: money(1500, 'EUR') },
            { owed: money(123_460_789, 'USD'), overdue: money(4000, 'USD'), toRefund: money(0, 'USD') },
          ],
        },
      }),
    );
    const sum = (borrower: string, month: string, count: number, minor: number, currency = 'USD') => ({
      borrower,
      month,
      count,
      amount: money(minor, currency),
    });
    const sums = [sum('TSU', '2025-09', 12, 18_000), sum('TSU', '2025-10', 1, 800, 'EUR'), sum('TSU', '2025-10', 3, 4500)];
    await page.route(/payment\/to-bill/, (route) => route.fulfill({ json: { sums, items: [], more: false } }));
    await page.goto(`${desk.url}/money/invoices`);
    await region('Open').getByText('$1,234,607.89').waitFor();
    // one draft takes a currency’s months together
    expect(await region('To be billed').getByRole('button').count()).toBe(2);
    const faults = await looked('invoices');
    await page.unroute(/payment\/invoices\?/);
    await page.unroute(/payment\/to-bill/);
    await page.goto(`${desk.url}/money/invoices`);
    await page.getByLabel('State').selectOption({ label: 'Settled' });
    await page.getByRole('link', { name: 'BLL-2025-0001' }).waitFor();
    await page.getByLabel('State').selectOption({ label: 'Draft' });
    await page.getByText('None stands so.').waitFor();
    await page.getByRole('button', { name: 'Language' }).click();
    await page.getByRole('menuitem', { name: 'Español' }).click();
    await page.getByRole('heading', { name: 'Facturas', level: 1 }).waitFor();
    await page.setViewportSize(PHONE);
    faults.push(...(await looked('invoices-spanish')));
    expect(faults).toEqual([]);
  }, 180_000);
});
