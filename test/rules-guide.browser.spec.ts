// docs/rules.md, followed step by step in a browser on what `npm start` runs: the steps, the rule and the case are read from the guide.
import { readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import type { RequestSummary } from '#lib/contracts';
import { testBrowser } from '#lib/testing';
import { faultsOf } from './support/axe.ts';
import { TrilliumClient, until } from './support/client.ts';
import { Program } from './support/processes.ts';
import { endSession, fillSignIn } from './support/sign-in.ts';

const GUIDE = readFileSync('docs/rules.md', 'utf8');
const steps = [...GUIDE.matchAll(/^## (\d+)\. (.+)$/gm)].map(([, number, title]) => `${number}. ${title}`);
/** The JSON of a step. */
const jsonOf = (step: number): { id?: string; name?: string } =>
  JSON.parse(/```json\n([\s\S]+?)\n```/.exec(GUIDE.split(/^## \d+\. /m)[step]!)![1]!) as { id?: string; name?: string };
const NOTE = /and say what it is about: `([^`]+)`/.exec(GUIDE)![1]!;
const UNUSED = /under `lists`, take `([^`]+)` away/.exec(GUIDE)![1]!;
const FAILS = /taken away, _([^_]+)_;/.exec(GUIDE)![1]!;
/** What the guide tells to press or open has to be there by that name. */
const named = (text: string): string => {
  if (!GUIDE.includes(`**${text}**`)) throw new Error(`docs/rules.md says nothing of "${text}"`);
  return text;
};

describe('docs/rules.md: from a sentence to a rule that decides', () => {
  const browser = testBrowser();
  let folder: string;
  let trillium: Program;
  let url: string;
  let page: Page;
  const passwords = new Map<string, string>();

  const signIn = async (username: string, path: string): Promise<void> => {
    await endSession(page, url);
    await page.goto(url + path);
    await fillSignIn(page, 'HFC', username, passwords.get(username)!);
    await page.getByRole('navigation').first().waitFor({ state: 'attached' });
  };
  const press = (name: string): Promise<void> => page.getByRole('button', { name: named(name), exact: true }).click();
  const tab = (name: string): Promise<void> => page.getByRole('tab', { name: named(name) }).click();
  /** Answers the dialog that is open. */
  const answer = async (label: string, text: string, button: string): Promise<void> => {
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel(label).fill(text);
    await dialog.getByRole('button', { name: button, exact: true }).click();
    await dialog.waitFor({ state: 'detached' });
  };
  /** Puts a text into an editor in the place of what is there, as somebody who pastes. */
  const write = async (label: string, text: string): Promise<void> => {
    await page.getByRole('textbox', { name: label }).click();
    await page.keyboard.press('ControlOrMeta+a');
    await page.keyboard.insertText(text);
  };
  const faults = (): Promise<string[]> => faultsOf(page);
  const shot = async (name: string): Promise<void> => {
    const to = process.env['RULES_GUIDE_PICTURES'];
    if (to) await page.screenshot({ path: join(to, `${name}.png`), fullPage: true });
  };
  const draft = async (): Promise<{ text: string; cases: string }> => {
    const id = page.url().split('/').at(-1)!;
    return page.evaluate(async (of) => (await fetch(`/api/sourcing/policy-versions/${of}`)).json(), id) as Promise<{
      text: string;
      cases: string;
    }>;
  };

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'trillium-guide-'));
    const args = ['dist/apps/all-in-one/src/main.js', '--port', '0', '--data', join(folder, 'data')];
    trillium = new Program('Trillium', args, { LOG_LEVEL: 'error' }).start();
    url = (await trillium.says(/is ready at (http:\S+)/, 120_000))[1]!;
    const manager = new TrilliumClient(url);
    await manager.signIn('HFC', 'manager', (await trillium.says(/^ +HFC +manager +(\S+)/m))[1]!);
    for (const [username, role] of [
      ['author', 'rules-author'],
      ['approver', 'rules-approver'],
    ] as const) {
      const made = await manager.post<{ firstPassword: string }>('/api/directory/accounts', {
        username,
        displayName: username,
        roles: ['staff', role],
      });
      passwords.set(username, made.firstPassword);
    }
    const operator = new TrilliumClient(url);
    await operator.signIn('consortium', 'operator', (await trillium.says(/consortium +operator +(\S+)/))[1]!);
    await operator.post('/api/intake/batches', readFileSync('test/world/data/demo-requests.csv', 'utf8'), {
      'content-type': 'text/csv',
    });
    await until(
      'a request of HFC decided',
      async () => {
        const { requests } = await manager.get<{ requests: RequestSummary[] }>('/api/intake/requests?limit=100');
        return requests.some(({ route, citation }) => route && citation.title?.startsWith('Power and Progress')) || undefined;
      },
      120_000,
    );
    page = await browser.page();
  }, 300_000);
  afterAll(async () => {
    await trillium?.stop();
    await rm(folder, { recursive: true, force: true });
  }, 60_000);

  const follow: Readonly<Record<number, () => Promise<void>>> = {
    1: async () => {
      await signIn('author', '/policy');
      await page.getByRole('heading', { level: 1, name: named('Policies') }).waitFor();
      await page.getByText('HFC has no live policy of its own').waitFor();
      await page.getByRole('heading', { name: /^A book at most 3 years old/ }).waitFor();
      expect(await faults()).toEqual([]);
      await shot('1-policies');
    },
    2: async () => {
      await press('New version');
      await answer('Note', NOTE, 'New version');
      await page.getByText('This is a draft.').waitFor();
      await page.getByText(NOTE).first().waitFor();
      await page.getByText(/No errors; all \d+ cases pass/).waitFor({ timeout: 30_000 });
    },
    3: async () => {
      const { text } = await draft();
      const { lists, ...policy } = JSON.parse(text) as { rules: { id: string }[]; lists: Record<string, unknown> };
      const { [UNUSED]: _, ...kept } = lists;
      const rule = jsonOf(3) as { id: string };
      const rules = policy.rules.map((one) => (one.id === rule.id ? rule : one));
      // a slip first: it is said at its line, with what to do about it
      const sound = JSON.stringify({ ...policy, lists: kept, rules }, null, 2);
      const slip = sound.replace('"fact": "publication-age"', '"fact": "publication-aeg"');
      await write('Rules as JSON', slip);
      await page
        .getByText(/Did you mean "publication-age"\?/)
        .first()
        .waitFor({ timeout: 30_000 });
      await page
        .getByRole('button', { name: /^Line \d+/ })
        .first()
        .click();
      await page.locator('.cm-lint-marker-error').first().waitFor({ state: 'attached' });
      await shot('3-a-slip');
      await write('Rules as JSON', sound);
      await page.getByText('1 case fails').first().waitFor({ timeout: 30_000 });
      await page.getByRole('heading', { name: 'A book at most 3 years old, at most $100: bought' }).waitFor();
      expect(await faults()).toEqual([]);
      await shot('3-the-rule');
    },
    4: async () => {
      await tab('Cases');
      await page.getByText(FAILS, { exact: true }).waitFor();
      const { cases } = await draft();
      const file = JSON.parse(cases) as { cases: { name?: string }[] };
      const kept = file.cases.map((one) => (one.name === FAILS ? jsonOf(4) : one));
      await write('Cases as JSON', JSON.stringify({ ...file, cases: kept }, null, 2));
      await page.getByText(/No errors; all \d+ cases pass/).waitFor({ timeout: 30_000 });
      await press('Save');
      await page.getByText('Saved.').first().waitFor();
      expect(await faults()).toEqual([]);
      await shot('4-cases');
    },
    5: async () => {
      await tab('Try one request');
      await page
        .getByRole('combobox', { name: 'Past request' })
        .or(page.getByRole('textbox', { name: 'Past request' }))
        .first()
        .click();
      await page.getByRole('option', { name: /Power and Progress/ }).click();
      await press('Try');
      await page
        .getByText(/rule 21/i)
        .first()
        .waitFor({ timeout: 30_000 });
      await shot('5-try');
      await tab('What changes');
      await page.getByRole('heading', { name: '1 rule differs' }).waitFor({ timeout: 30_000 });
      expect(await faults()).toEqual([]);
      await shot('5-changes');
    },
    6: async () => {
      await press('Propose');
      await answer('Note', 'Please read rule 21.', 'Propose');
      await page.getByText(/somebody who approves rules, and who did not write it/).waitFor();
      expect(await page.getByRole('button', { name: 'Approve' }).count()).toBe(0);
      const { pathname } = new URL(page.url());
      await signIn('approver', pathname);
      await press('Approve');
      await answer('Note', 'Read.', 'Approve');
      await page.getByText('Approved: publish it').waitFor();
    },
    7: async () => {
      await press('Publish');
      await answer('Reason', 'Agreed in the committee.', 'Publish');
      await page.getByText('This version decides now.').waitFor();
      await page.getByRole('tab', { name: 'History' }).click();
      await page.getByText('Agreed in the committee.').first().waitFor();
      await shot('7-history');
      await page.goto(`${url}/policy`);
      await page.getByText('Version 1 of HFC’s own policy is live.').waitFor({ timeout: 30_000 });
      await shot('7-live');
      named('Roll back to this version');
    },
  };

  it.each(steps.map((title, index) => [title, index + 1] as const))(
    '%s',
    async (_, number) => {
      expect(Object.keys(follow)).toHaveLength(steps.length);
      await follow[number]!();
    },
    120_000,
  );
});
