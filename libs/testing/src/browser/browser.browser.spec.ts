import { testBrowser } from './browser.ts';

describe('the test browser', () => {
  const browser = testBrowser();

  it('renders a page and runs its script', async () => {
    const page = await browser.page();
    await page.setContent('<p id="petals"></p><script>petals.textContent = String(1 + 2)</script>');
    expect(await page.textContent('#petals')).toBe('3');
  });
});
