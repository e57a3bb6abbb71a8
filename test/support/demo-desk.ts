import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { TrilliumClient } from './client.ts';
import { Program } from './processes.ts';
import { endSession, fillSignIn } from './sign-in.ts';

/** The running demo, its clock stopped, with a page of a browser in which somebody signs in. */
export interface DemoDesk {
  readonly url: string;
  readonly page: Page;
  /** Signed in as an operator of the consortium. */
  readonly operator: TrilliumClient;
  /** The password the demo gave somebody. */
  passwordOf(library: string, username: string): string;
  /** Signs whoever was there out, and another in. @param password where it is not the one the demo gave */
  signIn(library: string, username: string, password?: string): Promise<void>;
  /** Ends it and takes what it kept away. */
  close(): Promise<void>;
}

/** Starts what `npm start` runs. @param name of the folder it keeps its data in @param open a page of a browser */
export async function demoDesk(name: string, open: () => Promise<Page>): Promise<DemoDesk> {
  const folder = await mkdtemp(join(tmpdir(), `trillium-${name}-`));
  const args = ['dist/apps/all-in-one/src/main.js', '--port', '0', '--data', join(folder, 'data')];
  const trillium = new Program('Trillium', args, { LOG_LEVEL: 'error' }).start();
  const close = async (): Promise<void> => {
    await trillium.stop();
    await rm(folder, { recursive: true, force: true });
  };
  try {
    const url = (await trillium.says(/is ready at (http:\S+)/, 120_000))[1]!;
    await trillium.says(/HFC +luz +\S+/);
    const passwordOf = (library: string, username: string): string =>
      new RegExp(`^ +${library} +${username} +(\\S+)`, 'm').exec(trillium.output)![1]!;
    const operator = new TrilliumClient(url);
    await operator.signIn('consortium', 'operator', passwordOf('consortium', 'operator'));
    await operator.post('/api/demo/clock', { rate: 0 });
    const page = await open();
    const signIn = async (library: string, username: string, password = passwordOf(library, username)): Promise<void> => {
      await endSession(page, url);
      await page.evaluate(() => [localStorage, sessionStorage].forEach((storage) => storage.clear()));
      await page.goto(`${url}/sign-in`);
      await fillSignIn(page, library, username, password);
      await page.getByRole('navigation').first().waitFor({ state: 'attached' });
    };
    return { url, page, operator, passwordOf, signIn, close };
  } catch (error) {
    await close();
    throw error;
  }
}
