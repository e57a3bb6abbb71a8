import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { chooseBrowser, NO_BROWSER } from './choose-browser.ts';

export interface TestBrowser {
  /** A page in a context (cookies, storage) of its own; closed after the describe's tests. */
  page(options?: BrowserContextOptions): Promise<Page>;
}

/**
 * One browser for a describe.
 * @throws Error with the line `NOT RUN: …` where there is none.
 */
export function testBrowser(): TestBrowser {
  let browser: Browser | undefined;
  const refused: string[] = [];
  beforeAll(async () => {
    const chosen = await chooseBrowser();
    if (!chosen) throw new Error(NO_BROWSER);
    const { chromium } = await import('playwright-core');
    browser = await chromium.launch({ executablePath: chosen.executablePath, args: [...chosen.args] });
  }, 60_000);
  afterAll(async () => {
    await browser?.close();
    // nothing a page needs may be refused by its own policy
    if (refused.length) throw new Error(`refused by the Content Security Policy:\n${refused.join('\n')}`);
  });
  return {
    async page(options) {
      if (!browser) throw new Error('testBrowser: the browser is started in beforeAll; use it inside a test or hook');
      const context = await browser.newContext(options);
      const page = await context.newPage();
      page.on('console', (said) => {
        if (/Content Security Policy/.test(said.text())) refused.push(`${page.url()}: ${said.text().slice(0, 300)}`);
      });
      return page;
    },
  };
}
