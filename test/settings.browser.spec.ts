// Connections, signing in and programs, in a browser, on what `npm start -- --no-demo` runs: people sign in at a real OpenID provider and with
// card and PIN at a library system that speaks SIP2. Nothing is faked.
import { mkdirSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { startOpenIdProvider, testBrowser, type OpenIdProvider } from '#lib/testing';
import { keyOfAccount, startSip2, startWorld, type Sip2Server, type World } from '#test/world';
import { faultsOf } from './support/axe.ts';
import { TrilliumClient } from './support/client.ts';
import { Program } from './support/processes.ts';

const PHONE = { width: 390, height: 844 };
/** Set to a folder, pictures of every page are kept there. */
const PICTURES = process.env.SETTINGS_PICTURES;
const CLIENT = { clientId: 'trillium', clientSecret: 'a secret between the two of us' };
const TERMINAL = { user: 'trillium', password: 'terminal' };

describe('connections, signing in and programs', () => {
  const browser = testBrowser();
  let folder: string;
  let trillium: Program;
  let world: World;
  let provider: OpenIdProvider;
  let sip2: Sip2Server;
  let url: string;
  let page: Page;
  let password: string;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'trillium-settings-'));
    world = await startWorld({ clock: { rate: 0 } });
    sip2 = await startSip2({ library: 'LCC', patrons: () => world.state.data.patrons, terminal: TERMINAL });
    const args = ['dist/apps/all-in-one/src/main.js', '--no-demo', '--port', '0', '--data', join(folder, 'data')];
    trillium = new Program('Trillium', args, { LOG_LEVEL: 'error', TRILLIUM_OUTGOING_NETWORKS: '127.0.0.0/8,::1/128' }).start();
    url = (await trillium.says(/is ready at (http:\S+)/, 120_000))[1]!;
    provider = await startOpenIdProvider({
      ...CLIENT,
      people: {
        pat: { preferred_username: 'pat', name: 'Pat Desk', affiliation: ['employee', 'ill-staff'] },
        ann: { preferred_username: 'ann', name: 'Ann Adams', affiliation: ['faculty'], card: '22' },
      },
      redirectUris: [`${url}/api/directory/oidc/callback`],
    });
    const operator = new TrilliumClient(url);
    const [, first] = await trillium.says(/consortium +operator +(\S+)/);
    await operator.signIn('consortium', 'operator', first!);
    const invited = await operator.raw('POST', '/api/directory/invitations', {
      symbol: 'RVL',
      name: 'River Valley Library',
      country: 'US',
      timeZone: 'America/Chicago',
      admin: { username: 'alma', displayName: 'Alma Reyes' },
    });
    ({ firstPassword: password } = (await invited.json()) as { firstPassword: string });
    page = await browser.page({ viewport: { width: 1200, height: 900 } });
  }, 200_000);
  afterAll(async () => {
    await trillium?.stop();
    await Promise.all([world?.close(), provider?.close(), sip2?.close()]);
    await rm(folder, { recursive: true, force: true });
  }, 60_000);

  const press = (name: string | RegExp, within = page.locator('body')): Promise<void> =>
    within.getByRole('button', { name }).first().click();
  const atSignIn = async (): Promise<void> => {
    await page.goto(`${url}/sign-in`);
    await page.getByRole('combobox', { name: 'Library' }).selectOption('RVL');
  };
  const signOut = async (): Promise<void> => {
    await press(/Account of/);
    await page.getByRole('menuitem', { name: 'Sign out' }).click();
    await page.getByRole('combobox', { name: 'Library' }).waitFor();
  };
  const signIn = async (username: string, secret: string): Promise<void> => {
    await atSignIn();
    await page
      .getByLabel(/User name|card/i)
      .first()
      .fill(username);
    await page.locator('input[type=password]').fill(secret);
    await press('Sign in');
    await page.getByRole('navigation').first().waitFor({ state: 'attached' });
  };
  const picture = async (name: string): Promise<void> => {
    if (!PICTURES) return;
    mkdirSync(PICTURES, { recursive: true });
    await page.waitForLoadState('networkidle');
    await page.screenshot({ path: join(PICTURES, `${name}.png`), fullPage: true });
  };
  const part = async (name: string): Promise<void> => {
    await page.goto(`${url}/settings?part=${name}`);
    await page.getByRole('heading', { name: 'Connections and sign-in', level: 1 }).waitFor();
  };
  const section = (title: string) => page.getByRole('region', { name: title });

  it('connects an account at a provider, with a wrong key first', async () => {
    await signIn('alma', password);
    await page.getByRole('link', { name: 'Connections' }).click();
    await page.getByRole('heading', { name: 'Connections and sign-in', level: 1 }).waitFor();
    await press(/Get It Now/);
    await page.getByLabel('Address: Get It Now').fill(`${world.url}/getitnow`);
    await page.getByLabel('Account number').fill('RVL-1');
    await page.getByRole('textbox', { name: 'Key' }).fill('guessed');
    await press('Save and test the connection');
    await page
      .getByText(/Get It Now answers, but refuses the credentials/)
      .first()
      .waitFor();
    await picture('01-provider-wrong');
    await page.getByRole('textbox', { name: 'Key' }).fill(keyOfAccount('LCC'));
    await press('Save and test the connection');
    await page.getByText('Get It Now names its prices to account RVL-1.').first().waitFor();
    const head = page.getByRole('button', { name: /^Get It Now/ });
    expect(await head.textContent()).toContain('works');
    await picture('02-provider-works');
  }, 60_000);

  it('tells what the second factor is asked of', async () => {
    await part('sign-in');
    const factor = section('Second factor');
    await factor.getByLabel('Accountant').check();
    await press('Save', factor);
    await factor.getByText('Saved').waitFor();
    await page.reload();
    expect(await section('Second factor').getByLabel('Accountant').isChecked()).toBe(true);
  }, 60_000);

  it('lets its people sign in at their institution: staff by a rule, and out again there', async () => {
    const form = section('At your institution (OpenID Connect)');
    await form.getByLabel('What the button says').fill('Campus login');
    await form.getByLabel('Address of the provider (issuer)').fill(provider.issuer);
    await form.getByLabel('Client ID').fill(CLIENT.clientId);
    await form.getByRole('textbox', { name: 'Client secret' }).fill('guessed');
    await form.getByLabel('Claim with the card number').fill('card');
    await press('Another rule', form);
    await form.getByRole('textbox', { name: 'Claim', exact: true }).fill('affiliation');
    await form.getByLabel('Value').fill('ill-staff');
    await form.getByRole('combobox', { name: 'Roles of staff' }).click({ force: true });
    await page.getByRole('option', { name: 'ILL staff' }).click();
    await page.keyboard.press('Escape');
    await press('Another rule', form);
    await form.getByRole('textbox', { name: 'Claim', exact: true }).nth(1).fill('affiliation');
    await form.getByLabel('Value').nth(1).fill('faculty');
    await form.getByLabel('Group of patrons', { exact: true }).nth(1).fill('faculty');
    await press('Save and test the connection', form);
    await form
      .getByText(/refuses the credentials: it does not know this client id and secret/)
      .first()
      .waitFor();
    await picture('03-oidc-wrong');
    await form.getByRole('textbox', { name: 'Client secret' }).fill(CLIENT.clientSecret);
    await press('Save and test the connection', form);
    await form.getByText('The provider answers and knows Trillium.').waitFor();
    await picture('04-oidc');
    await signOut();

    await atSignIn();
    await page.getByRole('link', { name: 'Sign in with Campus login' }).click();
    await page.getByLabel('Name').fill('pat');
    await press('Go on');
    await page.getByRole('link', { name: 'Queue' }).waitFor();
    // staff by the rule, and nothing else
    expect(await page.getByRole('link', { name: 'Connections' }).count()).toBe(0);
    await press(/Account of Pat Desk/);
    await page.getByRole('menuitem', { name: 'Sign out' }).click();
    // out at the provider too: it asks, and forgets
    const confirm = page.getByRole('button', { name: /Yes, sign me out/ });
    await confirm.click({ timeout: 5000 }).catch(() => undefined);
    await page.getByRole('combobox', { name: 'Library' }).waitFor();
    await atSignIn();
    await page.getByRole('link', { name: 'Sign in with Campus login' }).click();
    await page.getByLabel('Name').waitFor();
    // a patron of the group the rule names
    await page.getByLabel('Name').fill('ann');
    await press('Go on');
    await page.getByRole('heading', { level: 1 }).waitFor();
    expect(await page.getByRole('link', { name: 'Queue' }).count()).toBe(0);
    const me = (await page.evaluate(async () => (await fetch('/api/directory/me')).json())) as { user: { roles: string[] } };
    expect(me.user.roles).toEqual(['patron']);
    await page.evaluate(() => fetch('/api/directory/session', { method: 'DELETE', headers: { 'x-requested-with': 'trillium' } }));
  }, 120_000);

  it('lets patrons sign in with card and PIN', async () => {
    await signIn('alma', password);
    await part('sign-in');
    const form = section('Card and PIN (SIP2)');
    await form.getByLabel('Server').fill('127.0.0.1');
    await form.getByLabel('Port').fill('1');
    await form.getByLabel('Institution').fill('LCC');
    await form.getByLabel('Group of those of whom it says none').fill('resident');
    await form.getByLabel('User name of the terminal').fill(TERMINAL.user);
    await form.getByRole('textbox', { name: 'Password of the terminal' }).fill(TERMINAL.password);
    await form.getByLabel('Encrypted (TLS)').uncheck();
    await press('Save and test the connection', form);
    await form
      .getByText(/nothing answers at port 1/)
      .first()
      .waitFor();
    await form.getByLabel('Port').fill(String(sip2.port));
    await press('Save and test the connection', form);
    await form.getByText(/The library system answers by SIP2 2.00/).waitFor();
    await picture('05-sip2');
    await signOut();
    const patron = world.state.data.patrons.find(({ library, blocked }) => library === 'LCC' && !blocked)!;
    await signIn(patron.username, patron.username.slice(-4));
    expect(await page.getByRole('link', { name: 'Queue' }).count()).toBe(0);
    await signOut();
  }, 120_000);

  it('makes a key that is shown once, does what it may, and is revoked', async () => {
    await signIn('alma', password);
    await part('programs');
    const form = section('A new program');
    await form.getByLabel('Name').fill('Discovery layer');
    await form.getByRole('combobox', { name: 'What it may do' }).fill('requests.read');
    await page.getByRole('option', { name: /\(requests\.read\)/ }).click();
    await page.keyboard.press('Escape');
    await press('Make the key', form);
    const key = (await page.getByTestId('program-made').textContent())!;
    await picture('06-key');
    /** Status and body: what else than the expected was answered is to be read in the failure. A busy answer is waited out, as it asks. */
    const asks = async (path: string): Promise<string> => {
      const answer = await fetch(url + path, { headers: { authorization: `Bearer ${key}` } });
      if (answer.status !== 503) return `${answer.status} ${await answer.text()}`;
      await new Promise((resolve) => setTimeout(resolve, 1000 * Number(answer.headers.get('retry-after') ?? 1)));
      return asks(path);
    };
    expect(await asks('/api/intake/requests')).toMatch(/^200 /);
    expect(await asks('/api/directory/patrons?q=')).toMatch(/^403 /);
    await page.reload();
    await page.getByRole('cell', { name: 'Discovery layer' }).waitFor();
    expect(await page.getByText(key).count()).toBe(0);
    await picture('07-programs');
    await press('Revoke');
    await press('Revoke', page.getByRole('dialog'));
    await page.getByText('revoked').waitFor();
    expect(await asks('/api/intake/requests')).toMatch(/^401 .*unknown-key/);
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
      for (const name of ['connections', 'sign-in', 'programs']) {
        await part(name);
        await page.getByRole('tabpanel').waitFor();
        await page.waitForLoadState('networkidle');
        faults.push(...(await faultsOf(page, `${look} ${name}`)));
        const wide = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
        if (wide > 0) faults.push(`${look} ${name}: ${wide} px too wide`);
        await picture(`08-${look}-${name}`);
      }
    }
    expect(faults).toEqual([]);
  }, 120_000);
});
