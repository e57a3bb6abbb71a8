import type { Page } from 'playwright-core';

/** Fills in the sign-in page that is shown, and sends it. */
export async function fillSignIn(page: Page, library: string, username: string, password: string): Promise<void> {
  await page.getByRole('combobox', { name: 'Library' }).selectOption(library);
  await page.getByLabel('User name').fill(username);
  await page.locator('input[type=password]').fill(password);
  await page.getByRole('button', { name: 'Sign in' }).click();
}

/** Ends the session without the console, which is not open meanwhile. */
export async function endSession(page: Page, url: string): Promise<void> {
  await page.goto(`${url}/trillium.svg`);
  await page.evaluate(() => fetch('/api/directory/session', { method: 'DELETE', headers: { 'x-requested-with': 'trillium' } }));
}
