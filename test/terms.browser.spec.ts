// How a library borrows and lends, in a browser, on what `npm start -- --no-demo` runs: a wrong value is refused at its field, a right one kept.
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import type { LibraryChanged } from '#lib/contracts';
import { testBrowser } from '#lib/testing';
import { faultsOf } from './support/axe.ts';
import { ownLibrary, type OwnLibrary } from './support/own-library.ts';

const PHONE = { width: 390, height: 844 };
/** Set to a folder, pictures of the page are kept there. */
const PICTURES = process.env.TERMS_PICTURES;

describe('how a library borrows and lends', () => {
  const browser = testBrowser();
  let own: OwnLibrary | undefined;
  let url: string;
  let page: Page;

  beforeAll(async () => {
    own = await ownLibrary('terms', () => browser.page({ viewport: { width: 1200, height: 900 } }));
    ({ url, page } = own);
  }, 200_000);
  afterAll(() => own?.close(), 60_000);

  const section = (title: string) => page.getByRole('region', { name: title, exact: true });
  const save = (title: string): Promise<void> => section(title).getByRole('button', { name: 'Save' }).click();
  const saved = (title: string): Promise<void> => section(title).getByText('Saved', { exact: true }).waitFor();
  const kept = (): Promise<LibraryChanged> =>
    page.evaluate(async () => (await fetch('/api/directory/libraries/RVL')).json() as Promise<LibraryChanged>);
  const picture = async (name: string): Promise<void> => {
    if (!PICTURES) return;
    mkdirSync(PICTURES, { recursive: true });
    await page.screenshot({ path: join(PICTURES, `${name}.png`), fullPage: true });
  };

  it('refuses a wrong value at its field and keeps the right one, each part by itself', async () => {
    await page.goto(`${url}/set-up`);
    await page.getByRole('link', { name: 'How you borrow and lend' }).click();
    const shelf = page.getByLabel('Keep an item on the hold shelf for');
    await shelf.fill('61');
    await page.getByLabel('Look at borrowed copies first').check();
    await save('Borrowing');
    await section('Borrowing').getByRole('alert').waitFor();
    expect(await shelf.getAttribute('aria-invalid')).toBe('true');
    expect(await page.locator('[aria-invalid=true]').count()).toBe(1);
    expect((await kept()).borrowing).toBeUndefined();
    await picture('refused');
    await shelf.fill('10');
    await save('Borrowing');
    await saved('Borrowing');
    expect(await shelf.getAttribute('aria-invalid')).not.toBe('true');

    // both parts have renewals: only the lending's are wrong
    await page.getByLabel('How often a borrower may renew a loan').fill('13');
    await save('Lending');
    await section('Lending').getByRole('alert').waitFor();
    expect(await page.getByLabel('How often a borrower may renew a loan').getAttribute('aria-invalid')).toBe('true');
    expect(await page.locator('[aria-invalid=true]').count()).toBe(1);
    await page.getByLabel('How often a borrower may renew a loan').fill('0');
    await page.getByLabel('Answer by the lending policy at once').check();
    await save('Lending');
    await saved('Lending');
    await page.getByLabel('Reminders to a patron who does not answer').fill('2');
    await save('Questions to patrons');
    await saved('Questions to patrons');

    // in units of the library's currency
    await page.getByLabel('Handling an item').fill('3.25');
    await save('What borrowing costs you yourselves');
    await saved('What borrowing costs you yourselves');

    await page.reload();
    expect(await page.getByLabel('Handling an item').inputValue()).toBe('3.25 USD');
    expect((await kept())['costs']).toEqual({ handling: 325 });
    expect(await shelf.inputValue()).toBe('10 working days');
    expect(await page.getByLabel('Look at borrowed copies first').isChecked()).toBe(true);
    expect(await page.getByLabel('How often a borrower may renew a loan').inputValue()).toBe('0');
    const { borrowing, lending, asking } = await kept();
    expect({ borrowing, lending, asking }).toEqual({
      borrowing: { checkCopies: true, holdShelfDays: 10 },
      lending: { answersItself: true, renewals: 0 },
      asking: { reminders: 2 },
    });
  }, 60_000);

  it('leaves to Trillium what is emptied or no longer ticked', async () => {
    await page.getByLabel('Keep an item on the hold shelf for').fill('');
    await page.getByLabel('Look at borrowed copies first').uncheck();
    await save('Borrowing');
    await saved('Borrowing');
    await page.reload();
    expect(await page.getByLabel('Keep an item on the hold shelf for').inputValue()).toBe('');
    expect((await kept()).borrowing).toBeUndefined();
  }, 60_000);

  it('is usable by everybody: light, dark, on a phone', async () => {
    const faults: string[] = [];
    for (const [look, colorScheme, size] of [
      ['light', 'light', undefined],
      ['dark', 'dark', undefined],
      ['phone', 'light', PHONE],
    ] as const) {
      await page.emulateMedia({ colorScheme });
      if (size) await page.setViewportSize(size);
      await page.reload();
      await section('Lending').waitFor();
      faults.push(...(await faultsOf(page, look)));
      const wide = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
      if (wide > 0) faults.push(`${look}: ${wide} px too wide`);
      await picture(look);
    }
    expect(faults).toEqual([]);
  }, 120_000);
});
