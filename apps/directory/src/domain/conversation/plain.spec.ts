import fc from 'fast-check';
import { LONGEST_MESSAGE } from '#lib/contracts';
import { plain, readMessage } from './plain.ts';

describe('a message', () => {
  it('is kept as plain text: HTML is words, lines are lines, nothing turns the reading direction', () => {
    expect(plain('  <b>Hi</b>\r\nthere\u2028you \t\n\n\n\n\nend\u0000\u202E!  ')).toBe('<b>Hi</b>\nthere\nyou\n\n\nend!');
  });

  it('is the same once it is plain, whatever it was', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 300 }), (text) => {
        const once = plain(text);
        expect(plain(once)).toBe(once);
        expect(once).not.toMatch(/[^\P{Cc}\n\t]/u);
      }),
    );
  });

  it.each([
    ['nothing', ' \n\u0007 ', 'empty-message'],
    ['too much', 'x'.repeat(LONGEST_MESSAGE + 1), 'too-long'],
  ])('is refused where it says %s', (_, text, code) => {
    expect(readMessage(text)).toMatchObject({ ok: false, error: { code, field: 'text', remedy: expect.stringMatching(/\S/) } });
  });
});
