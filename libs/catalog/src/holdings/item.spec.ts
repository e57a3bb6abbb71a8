import { dayOf, meaningOf } from './item.ts';

describe('a due date', () => {
  it.each([
    ['2026-01-31', '2026-01-31'],
    ['2026-01-31T23:59:00', '2026-01-31'],
    ['20260131', '2026-01-31'],
    ['Jan 31 2026 ', '2026-01-31'],
    ['31 January 2026', '2026-01-31'],
    ['DUE 01-31-26', '2026-01-31'],
    ['01/31/2026', '2026-01-31'],
    ['31.01.2026', '2026-01-31'],
    ['DUE 01-11-26 +1 HOLD', '2026-01-11'],
    ['2026-02-31', undefined],
    ['13-13-26', undefined],
    ['soon', undefined],
    ['', undefined],
    [undefined, undefined],
  ])('%s', (text, day) => {
    expect(dayOf(text)).toBe(day);
  });
});

describe('a status in words', () => {
  it.each([
    ['Available', 'available'],
    ['Not Available', 'unavailable'],
    ['Unavailable', 'unavailable'],
    ['Not checked out', 'available'],
    ['Checked Out', 'checked-out'],
    ['On order', 'on-order'],
    ['On hold shelf', 'unavailable'],
    ['In transit', 'unavailable'],
    ['In process', 'unavailable'],
    ['Lost and paid', 'unavailable'],
    ['Library use only', 'unavailable'],
    ['Recently returned', 'available'],
    ['Gone Fishing', 'unknown'],
    ['', 'unknown'],
  ])('%s', (words, status) => {
    expect(meaningOf(words).status).toBe(status);
  });
});
