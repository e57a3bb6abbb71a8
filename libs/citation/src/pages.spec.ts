import { pageCount } from './pages.ts';

describe('the number of pages', () => {
  it.each([
    ['558-565', 8],
    ['12', undefined],
    ['12-12', 1],
    ['558-565, 570', 9],
    ['558-565; 570-571', 10],
    ['xi-xv', undefined],
    ['565-558', undefined],
    ['S12-S20', undefined],
    ['', undefined],
    [undefined, undefined],
  ])('of %p is %p', (pages, count) => expect(pageCount(pages)).toBe(count));
});
