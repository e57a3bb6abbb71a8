// The terms of one partner and how ISO 18626 is spoken with it, in a browser, on what `npm start -- --no-demo` runs.
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { testBrowser } from '#lib/testing';
import { faultsOf } from './support/axe.ts';
import { ownLibrary, type OwnLibrary } from './support/own-library.ts';

const PHONE = { width: 390, height: 844 };
/** Set to a folder, pictures of the page are kept there. */
const PICTURES = process.env.PARTNERS_PICTURES;

describe('the page of a partner', () => {
  const browser = testBrowser();
  let own: OwnLibrary | undefined;
  let url: string;
  let page: Page;

  beforeAll(async () => {
    own = await ownLibrary('partners', () => browser.page({ viewport: { width: 1200, height: 900 } }));
    ({ url, page } = own);
  }, 200_000);
  afterAll(() => own?.close(), 60_000);

  const section = (title: string) => page.getByRole('region', { name: title, exact: true });
  const save = async (title: string): Promise<void> => {
    const answered = page.waitForResponse((answer) => answer.request().method() === 'PUT');
    await section(title).getByRole('button', { name: 'Save' }).click();
    await answered;
  };
  const saved = (title: string): Promise<void> => section(title).getByText('Saved', { exact: true }).waitFor();
  const kept = (): Promise<Record<string, unknown>> =>
    page.evaluate(
      async () =>
        ((await (await fetch('/api/directory/partners')).json()) as { partners: Record<string, unknown>[] }).partners[0]!,
    );
  const picture = async (name: string): Promise<void> => {
    if (!PICTURES) return;
    mkdirSync(PICTURES, { recursive: true });
    await page.screenshot({ path: join(PICTURES, `${name}.png`), fullPage: true });
  };

  it('begins with what is kept, and changes of it what is changed', async () => {
    await page.goto(`${url}/set-up/partners`);
    await page.getByLabel('Symbol').fill('ZZX');
    await page.getByRole('textbox', { name: 'Library' }).fill('Outer Plains University');
    await page.getByLabel('Address for ISO 18626').fill('https://ill.zzx.example/iso18626');
    await page.getByRole('button', { name: 'Add the partner' }).click();
    await page.getByRole('link', { name: /Outer Plains University/ }).click();
    await section('Terms').waitFor();
    const { id, ...before } = await kept();
    await save('Terms');
    await saved('Terms');
    expect(await kept()).toEqual({ id, ...before });

    await page.getByLabel('It sends by').selectOption('UPS');
    await page.getByLabel('Most requests open at once').fill('12');
    await page.getByLabel('Nobody there until').fill('2099-03-31');
    await page.getByRole('button', { name: 'Add a closure' }).click();
    await page.getByLabel('First day').fill('2099-12-24');
    await page.getByLabel('Last day').fill('2099-12-20');
    await save('Terms');
    await section('Terms').getByRole('alert').waitFor();
    expect(await page.getByLabel('Last day').getAttribute('aria-invalid')).toBe('true');
    expect(await page.locator('[aria-invalid=true]').count()).toBe(1);
    await picture('refused');
    await page.getByLabel('Last day').fill('2100-01-02');
    await save('Terms');
    await saved('Terms');
    const { closures, ...terms } = await kept();
    expect(terms).toEqual({ id, ...before, carrier: 'UPS', mostOpen: 12 });
    expect(closures).toMatchObject([{ to: '2099-03-31' }, { from: '2099-12-24', to: '2100-01-02' }]);
    await page.reload();
    await section('Terms').waitFor();
    expect(await page.getByLabel('Nobody there until').inputValue()).toBe('2099-03-31');
    expect(await page.getByLabel('First day').inputValue()).toBe('2099-12-24');
    await page.getByLabel('Nobody there until').fill('');
    await save('Terms');
    await saved('Terms');
    await page.getByLabel('Postage it asks for a loan').fill('4.5');
    await page.getByLabel('Currency of the postage').fill('cad');
    await save('Terms');
    await saved('Terms');
    expect((await kept())['postage']).toEqual({ minor: 450, currency: 'CAD' });
    expect((await kept())['closures']).toEqual([{ from: '2099-12-24', to: '2100-01-02' }]);
  }, 60_000);

  it('takes a secret and never shows it; a new name needs its secret again', async () => {
    const outgoing = page.getByRole('group', { name: 'What we show to them' });
    const incoming = page.getByRole('group', { name: 'What they have to show to us' });
    await page.getByLabel('Version we write').selectOption('1.2');
    await outgoing.getByLabel('Shown by').selectOption('basic');
    await outgoing.getByLabel('User').fill('our-library');
    await outgoing.getByLabel('Secret').fill('a long secret');
    await incoming.getByLabel('Shown by').selectOption('header');
    await incoming.getByLabel('Name of the header').fill('Host');
    await incoming.getByLabel('Secret').fill('another secret');
    await save('ISO 18626');
    await section('ISO 18626').getByRole('alert').waitFor();
    expect(await incoming.getByLabel('Name of the header').getAttribute('aria-invalid')).toBe('true');
    expect(await page.locator('[aria-invalid=true]').count()).toBe(1);
    await incoming.getByLabel('Name of the header').fill('X-Partner-Key');
    await save('ISO 18626');
    await saved('ISO 18626');
    const spoken = {
      version: '1.2',
      outgoing: { by: 'basic', name: 'our-library' },
      incoming: { by: 'header', name: 'X-Partner-Key' },
    };
    expect((await kept())['iso18626']).toEqual(spoken);
    await page.reload();
    await section('ISO 18626').waitFor();
    expect(await outgoing.getByLabel('Secret').inputValue()).toBe('');
    await outgoing.getByText('leave this empty to keep it').waitFor();
    await page.getByLabel('Version we write').selectOption('2021-2');
    await save('ISO 18626');
    await saved('ISO 18626');
    expect((await kept())['iso18626']).toEqual({ ...spoken, version: '2021-2' });
    // the secret of another name is not that of this one
    await outgoing.getByLabel('User').fill('our-new-name');
    expect(await outgoing.getByText('leave this empty to keep it').count()).toBe(0);
    expect(await outgoing.getByLabel('Secret').getAttribute('required')).not.toBeNull();
    await outgoing.getByLabel('Secret').fill('a newer secret');
    await incoming.getByLabel('Shown by').selectOption('');
    await save('ISO 18626');
    await saved('ISO 18626');
    expect((await kept())['iso18626']).toEqual({ version: '2021-2', outgoing: { by: 'basic', name: 'our-new-name' } });
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
      await section('ISO 18626').waitFor();
      faults.push(...(await faultsOf(page, look)));
      const wide = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
      if (wide > 0) faults.push(`${look}: ${wide} px too wide`);
      await picture(look);
    }
    expect(faults).toEqual([]);
  }, 120_000);
});
