// The practice copy in a browser, on the running demo: made, entered, worked in, left. Nothing is faked but the outside.
import { mkdirSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { BrowserContextOptions, Page } from 'playwright-core';
import { testBrowser } from '#lib/testing';
import { faultsOf } from './support/axe.ts';
import { Program } from './support/processes.ts';
import { endSession, fillSignIn } from './support/sign-in.ts';

const PHONE = { width: 390, height: 844 };
/** Set to a folder, pictures of every page are kept there. */
const PICTURES = process.env.PRACTICE_PICTURES;
const BAND = 'Nothing leaves the house';

describe('a practice copy, in the console', () => {
  const browser = testBrowser();
  let folder: string;
  let trillium: Program;
  let url: string;
  let page: Page;

  const passwordOf = (username: string): string => new RegExp(`^ +LCC +${username} +(\\S+)`, 'm').exec(trillium.output)![1]!;
  const signedIn = async (username: string, options?: BrowserContextOptions): Promise<Page> => {
    const fresh = await browser.page(options);
    await endSession(fresh, url);
    await fresh.evaluate(() => [localStorage, sessionStorage].forEach((storage) => storage.clear()));
    await fresh.goto(`${url}/practice`);
    await fillSignIn(fresh, 'LCC', username, passwordOf(username));
    await fresh.getByRole('heading', { level: 1, name: 'Practice' }).waitFor();
    return fresh;
  };
  const picture = async (name: string, of: Page = page): Promise<void> => {
    if (!PICTURES) return;
    mkdirSync(PICTURES, { recursive: true });
    await of.screenshot({ path: join(PICTURES, `${name}.png`) });
  };
  const framed = (of: Page = page): Promise<boolean> => of.locator('.practice-frame').isVisible();

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'trillium-practice-'));
    const args = ['dist/apps/all-in-one/src/main.js', '--port', '0', '--data', join(folder, 'data')];
    trillium = new Program('Trillium', args, { LOG_LEVEL: 'error' }).start();
    url = (await trillium.says(/is ready at (http:\S+)/, 150_000))[1]!;
    page = await signedIn('manager', { viewport: { width: 1200, height: 900 } });
  }, 240_000);
  afterAll(async () => {
    await trillium?.stop();
    await rm(folder, { recursive: true, force: true });
  }, 60_000);

  it('is made with one press', async () => {
    expect(await framed()).toBe(false);
    await picture('1-none');
    await page.getByRole('button', { name: 'Make a practice copy' }).click();
    await page.getByText('There is one, LCC-P1').waitFor();
    expect(await faultsOf(page)).toEqual([]);
    await picture('2-made');
  }, 60_000);

  it('is entered from the header, by whoever works there, and framed on every page', async () => {
    await page.getByRole('button', { name: 'Switch to the practice copy' }).first().click();
    await page.getByText(BAND).waitFor();
    for (const [name, path] of [
      ['queue', '/queue'],
      ['requests', '/requests'],
      ['ask', '/ask'],
      ['policy', '/policy'],
      ['reports', '/reports'],
      ['practice', '/practice'],
    ] as const) {
      await page.goto(url + path);
      await page.getByRole('heading', { level: 1 }).waitFor();
      await page.getByText(BAND).waitFor();
      expect(await framed()).toBe(true);
      await picture(`3-inside-${name}`);
    }
    expect(await faultsOf(page)).toEqual([]);
    const desk = await signedIn('desk', { viewport: PHONE });
    expect(await desk.getByRole('button', { name: 'Delete the practice copy' }).count()).toBe(0);
    await desk.getByRole('button', { name: 'Switch to the practice copy' }).first().click();
    await desk.getByRole('button', { name: 'Back to LCC' }).waitFor();
    expect(await framed(desk)).toBe(true);
    await picture('4-phone', desk);
    await desk.goto(`${url}/practice`);
    await desk.getByRole('heading', { level: 1, name: 'Practice' }).waitFor();
    // nothing sticks out of a narrow screen
    expect(await desk.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth)).toBe(true);
    expect(await faultsOf(desk)).toEqual([]);
    await picture('4-phone-practice', desk);
    await desk.emulateMedia({ colorScheme: 'dark' });
    await picture('4-phone-dark', desk);
  }, 120_000);

  it('takes a request of an invented patron', async () => {
    page = await signedIn('manager', { viewport: { width: 1200, height: 900 }, colorScheme: 'dark' });
    await page.getByRole('button', { name: 'Switch to the practice copy' }).first().click();
    await page.getByText(BAND).waitFor();
    const asked = await page.evaluate(async () => {
      const csv = [
        'Library,Username,RequestType,DocumentType,LoanTitle,LoanAuthor,LoanDate,ISSN',
        'LCC-P1,PRACTICE-1,Loan,Book,Beloved,"Morrison, Toni",2004,9781400033416',
      ].join('\n');
      const answer = await fetch('/api/intake/batches', {
        method: 'POST',
        headers: { 'content-type': 'text/csv', 'x-requested-with': 'trillium', 'x-library': 'LCC-P1' },
        body: csv,
      });
      return answer.status;
    });
    expect(asked).toBe(202);
    await page.goto(`${url}/requests`);
    const row = page.getByRole('link', { name: /Beloved/ }).first();
    await row.waitFor({ timeout: 30_000 });
    await row.click();
    await page.getByRole('heading', { level: 1, name: /Beloved/ }).waitFor();
    expect(await framed()).toBe(true);
    expect(await faultsOf(page)).toEqual([]);
    await picture('5-request-dark');
  }, 90_000);

  it('is made new, and whoever was in it is back at the library', async () => {
    await page.goto(`${url}/practice`);
    await page.getByRole('button', { name: 'Make it new' }).click();
    await picture('6-sure-dark');
    await page.getByRole('dialog').getByRole('button', { name: 'Make it new' }).click();
    await page.getByText('There is one, LCC-P2').waitFor();
    expect(await framed()).toBe(false);
    // a tab that was left open in the old one
    const left = await signedIn('desk', { viewport: { width: 1200, height: 900 } });
    await left.evaluate(() => sessionStorage.setItem('trillium.acting', 'LCC-P1'));
    await left.goto(`${url}/requests`);
    await left.getByRole('heading', { level: 1, name: 'Practice' }).waitFor();
    expect(await framed(left)).toBe(false);
  }, 60_000);

  it('is deleted', async () => {
    page = await signedIn('manager', { viewport: { width: 1200, height: 900 } });
    await page.getByRole('button', { name: 'Delete the practice copy' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Delete the practice copy' }).click();
    await page.getByText('There is no practice copy yet').waitFor();
    expect(await page.getByRole('button', { name: 'Switch to the practice copy' }).count()).toBe(0);
  }, 60_000);
});
