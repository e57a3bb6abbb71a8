import type { Locator, Page } from 'playwright-core';

/** What specs of pages do with one, by the names that people see and hear. @param page as it is when it is asked for: made in a hook */
export const handsOn = (page: () => Page) => ({
  press: (name: string | RegExp, within: Page | Locator = page()): Promise<void> =>
    within.getByRole('button', { name, exact: typeof name === 'string' }).click(),
  region: (name: string | RegExp): Locator => page().getByRole('region', { name, exact: typeof name === 'string' }),
  dialog: (): Locator => page().getByRole('dialog'),
  line: (nth: number): Locator => page().getByRole('group', { name: `Line ${nth}` }),
});
