import { existsSync } from 'node:fs';

/** A browser to test the console in. */
export interface ChosenBrowser {
  readonly name: string;
  readonly executablePath: string;
  readonly args: readonly string[];
}

export const NO_BROWSER =
  'NOT RUN: tests in a browser (*.browser.spec.ts) because there is no Chromium (none of Playwright’s, no /usr/bin/chromium, and ' +
  '@sparticuz/chromium has none for this system); provide one by `npx playwright-core install chromium`';

/**
 * The browser installed by Playwright → the system's Chromium → the one inside the npm package @sparticuz/chromium (Linux on x64 only).
 * Undefined where there is none.
 */
export async function chooseBrowser(): Promise<ChosenBrowser | undefined> {
  const { chromium } = await import('playwright-core');
  const sandbox = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
  const installed = chromium.executablePath();
  if (installed && existsSync(installed)) return { name: 'of Playwright', executablePath: installed, args: sandbox };
  for (const executablePath of ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'])
    if (existsSync(executablePath)) return { name: executablePath, executablePath, args: sandbox };
  if (process.platform !== 'linux' || process.arch !== 'x64') return undefined;
  const { default: packed } = await import('@sparticuz/chromium');
  const executablePath = await packed.executablePath();
  return { name: 'of @sparticuz/chromium', executablePath, args: [...packed.args, '--no-sandbox'] };
}
