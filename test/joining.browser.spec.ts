// docs/joining.md, in a browser, on what `npm start -- --no-demo` runs: a library from nothing to its first filled request. Nothing is
// faked: catalog and library system are servers of the simulated world, as strange to Trillium as real ones.
import { mkdirSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Locator, Page } from 'playwright-core';
import { closedPort, testBrowser } from '#lib/testing';
import { startWorld, type World } from '#test/world';
import { faultsOf } from './support/axe.ts';
import { Program } from './support/processes.ts';
import { endSession, fillSignIn } from './support/sign-in.ts';

const PHONE = { width: 390, height: 844 };
/** Set to a folder, pictures of every step are kept there. */
const PICTURES = process.env.JOINING_PICTURES;

const CARD = '21000000000017';
const PATRONS = [
  'barcode;last name;first name;e-mail;type',
  `${CARD};Okafor;Ada;ada@example.org;adult`,
  '21000000000025;Brandt;Jonas;;adult',
  '21000000000033;Haskell;Ben;ben at example;adult',
].join('\n');

/** What a person has done so far: for the count of steps at the end. */
class Diary {
  readonly #steps: string[] = [];
  #fields = 0;
  #screens = 0;

  screen(what: string): void {
    this.#screens += 1;
    this.#steps.push(`${this.#screens}. ${what}`);
  }
  did(): void {
    this.#fields += 1;
  }
  toString(): string {
    return [`joining: ${this.#screens} screens, ${this.#fields} fields`, ...this.#steps.map((step) => `  ${step}`)].join('\n');
  }
}

describe('a new library, from nothing to its first filled request', () => {
  const browser = testBrowser();
  const diary = new Diary();
  let folder: string;
  let trillium: Program;
  let world: World;
  let url: string;
  let page: Page;
  let admin = '';
  let desk = '';

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'trillium-joining-'));
    world = await startWorld({ clock: { now: new Date().toISOString(), rate: 1 } });
    // the library's own system places holds for cards it knows
    world.state.data.patrons.push({ username: CARD, library: 'CPL', name: 'Okafor, Ada', email: '', group: 'adult' });
    const args = ['dist/apps/all-in-one/src/main.js', '--no-demo', '--port', '0', '--data', join(folder, 'data')];
    trillium = new Program('Trillium', args, {
      LOG_LEVEL: 'error',
      // what the library uses stands on this machine, in this test
      TRILLIUM_OUTGOING_NETWORKS: '127.0.0.0/8,::1/128',
      CROSSREF_URL: `${world.url}/crossref`,
      UNPAYWALL_URL: `${world.url}/unpaywall/v2`,
      UNION_CATALOG_URL: `${world.url}/sru/union`,
    }).start();
    url = (await trillium.says(/is ready at (http:\S+)/, 120_000))[1]!;
    page = await browser.page({ viewport: { width: 1200, height: 900 } });
    await page.clock.setFixedTime(new Date());
  }, 200_000);
  afterAll(async () => {
    await trillium?.stop();
    await world?.close();
    await rm(folder, { recursive: true, force: true });
  }, 60_000);

  const type = async (label: string | RegExp, value: string, within: Page | Locator = page): Promise<void> => {
    await within
      .getByRole('textbox', { name: label, exact: typeof label === 'string' })
      .first()
      .fill(value);
    diary.did();
  };
  const choose = async (label: string | RegExp, value: string): Promise<void> => {
    await page.getByLabel(label).first().selectOption(value);
    diary.did();
  };
  const press = (name: string | RegExp): Promise<void> => page.getByRole('button', { name }).first().click();
  const signIn = async (library: string, username: string, password: string): Promise<void> => {
    await endSession(page, url);
    await page.evaluate(() => sessionStorage.clear());
    await page.goto(url);
    await fillSignIn(page, library, username, password);
    await page.getByRole('navigation').first().waitFor({ state: 'attached' });
  };
  const picture = async (name: string): Promise<void> => {
    if (!PICTURES) return;
    mkdirSync(PICTURES, { recursive: true });
    await page.waitForLoadState('networkidle');
    await page.screenshot({ path: join(PICTURES, `${name}.png`), fullPage: true });
  };
  const step = async (heading: string, what: string): Promise<void> => {
    await page.getByRole('heading', { name: heading, level: 1 }).waitFor();
    diary.screen(what);
  };
  const next = (): Promise<void> => page.getByRole('link', { name: 'Next' }).click();
  const soFar = (words: string | RegExp): Promise<void> => page.getByText(words).first().waitFor({ timeout: 15_000 });
  const firstPassword = async (): Promise<string> => (await page.getByTestId('first-password').textContent())!;

  it('is invited by the operator', async () => {
    const [, password] = await trillium.says(/consortium +operator +(\S+)/);
    await signIn('consortium', 'operator', password!);
    await page.goto(`${url}/libraries`);
    await step('Libraries', 'the operator invites the library');
    await type('Name of the library', 'River Valley Library');
    await type('Symbol', 'r!');
    await type('Country', 'US');
    await choose('Time zone', 'America/Chicago');
    await type('Name of its administrator', 'Alma Reyes');
    await type('User name of its administrator', 'alma');
    await press('Invite');
    await page.getByRole('alert').first().waitFor();
    expect(await page.getByLabel('Symbol').getAttribute('aria-invalid')).toBe('true');
    await page.getByLabel('Symbol').fill('RVL');
    await press('Invite');
    admin = await firstPassword();
    await picture('01-invite');
  }, 60_000);

  it('sees what is missing, leaves and comes back', async () => {
    await signIn('RVL', 'alma', admin);
    await page.goto(`${url}/set-up`);
    await step('Ready?', 'the administrator sees what is missing');
    await page.getByText('No branch yet').waitFor();
    await picture('02-ready');
    await page.getByRole('link', { name: 'Your library' }).click();
    await step('Your library', 'name, country, currency, time zone, working days');
    await type('Currency', 'U1');
    await press('Save');
    await page.getByText('Not saved').waitFor();
    expect(await page.getByLabel('Currency').getAttribute('aria-invalid')).toBe('true');
    await page.getByLabel('Currency').fill('USD');
    await page.getByLabel('Saturday').check();
    diary.did();
    await press('Save');
    await page.getByText('Saved').waitFor();
    // in the middle of it: away, and back to what was saved
    await signIn('RVL', 'alma', admin);
    await page.goto(`${url}/set-up/profile`);
    await page.getByLabel('Saturday').waitFor();
    expect(await page.getByLabel('Saturday').isChecked()).toBe(true);
    await next();
  }, 60_000);

  it('has branches and a calendar', async () => {
    await step('Branches', 'branches');
    const branch = page.getByRole('textbox', { name: 'Branch', exact: true });
    await branch.first().fill('Main library');
    diary.did();
    await press('Another branch');
    await page.getByLabel('Code').nth(1).fill('MAIN');
    await branch.nth(1).fill('East branch');
    await press('Save');
    await page
      .getByText(/is there twice/)
      .first()
      .waitFor();
    await page.getByLabel('Code').nth(1).fill('EAST');
    await press('Save');
    await soFar('2 branches: Main library, East branch.');
    await next();
    await step('Calendar and closures', 'days off, and closed from – to');
    await page
      .getByLabel(/Columbus Day/)
      .first()
      .uncheck();
    diary.did();
    await press('Add a closure');
    await page.getByLabel('First day').fill('2031-01-05');
    await page.getByLabel('Last day').fill('2030-12-23');
    diary.did();
    diary.did();
    await press('Confirm the calendar');
    await page.getByText('Not saved').waitFor();
    expect(await page.getByLabel('Last day').getAttribute('aria-invalid')).toBe('true');
    await page.getByLabel('First day').fill('2030-12-23');
    await page.getByLabel('Last day').fill('2031-01-05');
    await press('Confirm the calendar');
    await soFar(/off in the next twelve months/);
    await picture('03-calendar');
    await next();
  }, 60_000);

  it('has people at the desk', async () => {
    await step('People at the desk', 'who works there');
    await type('Name', 'Sam Desk');
    await type('User name', 'alma');
    await press('Let this person sign in');
    await page
      .getByText(/is taken at this library/)
      .first()
      .waitFor();
    await page.getByRole('textbox', { name: 'User name', exact: true }).fill('sam');
    await press('Let this person sign in');
    desk = await firstPassword();
    expect(desk.length).toBeGreaterThan(8);
    await soFar('1 person for the desk.');
    await picture('04-staff');
    await next();
  }, 60_000);

  it('has patrons, looked at before they are taken', async () => {
    await step('Patrons', 'patrons from a file');
    const file = (text: string) => ({ name: 'patrons.csv', mimeType: 'text/csv', buffer: Buffer.from(text) });
    const input = page.locator('input[type=file]');
    await input.setInputFiles(file('last name;type\nOkafor;adult'));
    await page.getByText('No column is named for the card number').first().waitFor();
    await input.setInputFiles(file(PATRONS));
    diary.did();
    await page.getByText('Would be: 2 added, 0 changed, 0 as before, 0 ended, 1 left out').waitFor();
    await page.getByText(/Line 4: "ben at example" is no e-mail address/).waitFor();
    await picture('05-patrons');
    await press('Take the patrons');
    await soFar('2 patrons.');
    expect(await page.getByText(/2 added, 0 changed/).count()).toBe(1);
    await next();
  }, 60_000);

  it('connects its catalog and its library system, each wrong first', async () => {
    await step('What you hold', 'the catalog by SRU, licensed titles by KBART');
    const address = page.getByLabel('Address: The catalog');
    const tries = async (value: string, words: RegExp): Promise<void> => {
      await address.fill(value);
      await press('Save and test the connection');
      await page.getByText(words).first().waitFor({ timeout: 20_000 });
    };
    await tries('catalog', /is no address of the catalog/);
    await tries(`http://127.0.0.1:${await closedPort()}/sru`, /nothing answers at port/);
    await tries(`${world.url}/crossref/works/10.1/x`, /not an SRU server/);
    await picture('06-catalog-wrong');
    await tries(`${world.url}/sru/CPL`, /The catalog answers searches by SRU/);
    diary.did();
    await next();
    await step('Library system', 'the library system by NCIP');
    await type('Address: The library system', `${world.url}/ils/CPL`);
    await press('Save and test the connection');
    await page.getByText('It works').waitFor({ timeout: 20_000 });
    expect(await page.getByText('No connection').count()).toBe(0);
    await picture('07-system');
    await next();
  }, 90_000);

  it('has partners', async () => {
    await step('Partners', 'whom it exchanges with');
    await type('Symbol', 'ZZX');
    await type('Library', 'Outer Plains University');
    await type('Address for ISO 18626', 'nowhere');
    await press('Add the partner');
    await page.getByText('Not saved').waitFor();
    expect(await page.getByLabel('Address for ISO 18626').getAttribute('aria-invalid')).toBe('true');
    await choose('How it is asked', 'WorldShare');
    await press('Add the partner');
    await soFar('1 library to ask.');
    await page.getByText('By hand in WorldShare').first().waitFor();
    await picture('08-partners');
    await next();
    await step('Money', 'money (left to whoever keeps the accounts)');
    await next();
    await step('Mail', 'mail (later)');
    await type('Address: The mail server', `smtp://127.0.0.1:${await closedPort()}`);
    await type('Sender', 'ill@rvl.example');
    await press('Save and test the connection');
    await page
      .getByText(/nothing answers at port/)
      .first()
      .waitFor({ timeout: 20_000 });
    await next();
    await step('Public address', 'the public address, in words');
    await next();
    await page.getByRole('heading', { name: 'Ready?', level: 1 }).waitFor();
    await page.getByText('Nothing is missing: requests can be filled.').waitFor();
    await picture('09-ready');
  }, 90_000);

  it('is usable by everybody: light, dark and on a phone', async () => {
    const paths = ['/set-up', '/set-up/profile', '/set-up/calendar', '/set-up/patrons', '/set-up/holdings', '/set-up/partners'];
    const faults: string[] = [];
    for (const [look, colorScheme, size] of [
      ['dark', 'dark', undefined],
      ['phone', 'light', PHONE],
    ] as const) {
      await page.emulateMedia({ colorScheme });
      if (size) await page.setViewportSize(size);
      for (const path of paths) {
        await page.goto(url + path);
        await page.getByRole('heading', { level: 1 }).waitFor();
        await page.waitForLoadState('networkidle');
        faults.push(...(await faultsOf(page, `${look} ${path}`)));
        await picture(`10-${look}${path.replaceAll('/', '-')}`);
      }
    }
    await page.emulateMedia({ colorScheme: 'light' });
    await page.setViewportSize({ width: 1200, height: 900 });
    expect(faults).toEqual([]);
  }, 120_000);

  it('fills its first request: the desk asks for a patron, the copy on the shelf is held and picked up', async () => {
    await signIn('RVL', 'sam', desk);
    await page.goto(`${url}/ask`);
    await page.getByRole('heading', { level: 1 }).waitFor();
    diary.screen('the desk asks for a patron');
    await page.locator('label', { hasText: /^Book$/ }).click();
    await type('For the patron', CARD);
    await type('Title', 'Beloved');
    await type('ISBN', '9781400033416');
    await press('Send the request');
    await page.getByRole('heading', { name: 'Beloved' }).waitFor();
    await page
      .getByText(/Place a hold|hold/i)
      .first()
      .waitFor({ timeout: 60_000 });
    diary.screen('the request: decided, the hold placed');
    await page
      .getByRole('button', { name: /Picked up/ })
      .first()
      .waitFor({ timeout: 60_000 });
    await picture('11-request');
    await press(/Picked up/);
    // where the step asks for more, its dialog is confirmed as it stands
    const confirm = page.getByRole('dialog').getByRole('button', { name: /Picked up/ });
    await confirm.click({ timeout: 3000 }).catch(() => undefined);
    await page
      .getByText(/Finished|Closed/)
      .first()
      .waitFor({ timeout: 60_000 });
    await picture('12-filled');
    expect(await page.getByRole('button', { name: /Picked up/ }).count()).toBe(0);
    console.log(String(diary));
  }, 180_000);
});
