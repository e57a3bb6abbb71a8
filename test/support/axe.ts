import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from 'playwright-core';

/** What depends on colors: all that the dark scheme can change. */
const COLORS = ['color-contrast', 'link-in-text-block'];

/**
 * What axe finds on a page as it stands, a line for each rule with the places. In the dark, where a page is looked at again, colors alone.
 * @param name of the page in these lines; its address where none is given
 */
export async function faultsOf(page: Page, name = page.url()): Promise<string[]> {
  // read where it is: a second page for the result takes as long as the reading, and nothing here is framed from elsewhere
  const axe = new AxeBuilder({ page }).setLegacyMode();
  const dark = await page.evaluate(() => matchMedia('(prefers-color-scheme: dark)').matches);
  const { violations } = await (dark ? axe.withRules(COLORS) : axe).analyze();
  return violations.map(({ id, nodes }) => `${name} ${id}: ${nodes.map(({ html }) => html.slice(0, 160)).join(' | ')}`);
}
