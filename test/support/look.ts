import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { faultsOf } from './axe.ts';

export const PHONE = { width: 390, height: 844 };
export const WIDE = { width: 1200, height: 900 };
const WAYS = [
  ['wide', WIDE, 'light'],
  ['small', PHONE, 'light'],
  ['dark', WIDE, 'dark'],
] as const;

/**
 * Looks at a page as it stands: wide, on a phone, and in the dark.
 * @param pictures a folder in which one of each is kept, for somebody to look at
 * @returns what axe finds, and where anything is wider than the window
 */
export async function look(page: Page, name: string, pictures: string | undefined): Promise<string[]> {
  const faults: string[] = [];
  // what fades away is neither read nor measured
  await page.waitForFunction(() => !document.querySelector('.mantine-Notification-root'));
  for (const [how, viewport, colorScheme] of WAYS) {
    await page.setViewportSize(viewport);
    await page.emulateMedia({ colorScheme });
    await page.waitForLoadState('networkidle');
    await page.waitForTimeout(300);
    await page.evaluate(() => window.scrollTo(0, 0));
    if (pictures) {
      mkdirSync(pictures, { recursive: true });
      await page.screenshot({ path: join(pictures, `${name}-${how}.png`), fullPage: true });
    }
    const wider = await page.evaluate(() => document.documentElement.scrollWidth > window.innerWidth);
    faults.push(...(await faultsOf(page, `${name} ${how}`)), ...(wider ? [`${name} ${how} is wider than the window`] : []));
  }
  await page.setViewportSize(WIDE);
  await page.emulateMedia({ colorScheme: 'light' });
  return faults;
}
