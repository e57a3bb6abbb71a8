import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { TrilliumClient } from './client.ts';
import { Program } from './processes.ts';
import { fillSignIn } from './sign-in.ts';

/** An installation without the demo, in which one library has been invited and its administrator has signed in. */
export interface OwnLibrary {
  readonly url: string;
  /** The administrator's, on the first page after signing in. */
  readonly page: Page;
  /** Ends it and takes what it kept away. */
  close(): Promise<void>;
}

/** The library's symbol and its administrator's name to sign in. */
export const OWN = { library: 'RVL', admin: 'alma' } as const;

/** Starts what `npm start -- --no-demo` runs. @param name of the folder it keeps its data in @param open a page of a browser */
export async function ownLibrary(name: string, open: () => Promise<Page>): Promise<OwnLibrary> {
  const folder = await mkdtemp(join(tmpdir(), `trillium-${name}-`));
  const args = ['dist/apps/all-in-one/src/main.js', '--no-demo', '--port', '0', '--data', join(folder, 'data')];
  const trillium = new Program('Trillium', args, { LOG_LEVEL: 'error' }).start();
  const close = async (): Promise<void> => {
    await trillium.stop();
    await rm(folder, { recursive: true, force: true });
  };
  try {
    const url = (await trillium.says(/is ready at (http:\S+)/, 120_000))[1]!;
    const operator = new TrilliumClient(url);
    const [, first] = await trillium.says(/consortium +operator +(\S+)/);
    await operator.signIn('consortium', 'operator', first!);
    const invited = await operator.raw('POST', '/api/directory/invitations', {
      symbol: OWN.library,
      name: 'River Valley Library',
      country: 'US',
      timeZone: 'America/Chicago',
      admin: { username: OWN.admin, displayName: 'Alma Reyes' },
    });
    const { firstPassword: password } = (await invited.json()) as { firstPassword: string };
    const page = await open();
    await page.goto(`${url}/sign-in`);
    await fillSignIn(page, OWN.library, OWN.admin, password);
    await page.getByRole('navigation').first().waitFor({ state: 'attached' });
    return { url, page, close };
  } catch (error) {
    await close();
    throw error;
  }
}
