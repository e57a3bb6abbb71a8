import { randomBytes } from 'node:crypto';
import { RECOVERY_CODES, recoveryCodes, recoveryHash, SECRET_BYTES, secretOf, stepOf, uriOf } from './second-factor-codes.ts';

/** RFC 6238 appendix B has eight digits; the last six are those of a six-digit code. */
const RFC_SECRET = secretOf(Buffer.from('12345678901234567890'));

describe('a second factor', () => {
  it.each([
    [59, '287082', 1],
    [1_111_111_109, '081804', 37_037_036],
    [1_111_111_111, '050471', 37_037_037],
    [1_234_567_890, '005924', 41_152_263],
    [2_000_000_000, '279037', 66_666_666],
    [20_000_000_000, '353130', 666_666_666],
  ])('knows the codes of RFC 6238: second %i, %s', (seconds, code, step) => {
    expect(stepOf(RFC_SECRET, code, seconds * 1000, 0)).toBe(step);
  });

  it('takes a code of a clock that is thirty seconds off, and no more', () => {
    const step = 41_152_263;
    const at = (steps: number): number => (step + steps) * 30_000 + 5000;
    expect([-2, -1, 0, 1, 2].map((steps) => stepOf(RFC_SECRET, '005924', at(steps), 0))).toEqual([
      undefined,
      step,
      step,
      step,
      undefined,
    ]);
  });

  it('takes no code twice, nor an older one after a newer', () => {
    expect(stepOf(RFC_SECRET, '005924', 1_234_567_890_000, 41_152_263)).toBeUndefined();
    expect(stepOf(RFC_SECRET, '005924', 1_234_567_890_000, 41_152_262)).toBe(41_152_263);
  });

  it('reads a code as people type it', () => {
    expect(stepOf(RFC_SECRET, ' 005 924', 1_234_567_890_000, 0)).toBe(41_152_263);
    for (const code of ['', '5924', '0059245', 'abcdef', '００５９２４'])
      expect(stepOf(RFC_SECRET, code, 1_234_567_890_000, 0)).toBeUndefined();
  });

  it('is handed to an app with its account’s name', () => {
    const secret = secretOf(randomBytes(SECRET_BYTES));
    expect(secret).toMatch(/^[A-Z2-7]{32}$/);
    const uri = new URL(uriOf(secret, 'desk, Limestone & Co'));
    expect(uri.protocol).toBe('otpauth:');
    expect(decodeURIComponent(uri.pathname)).toContain('Trillium:desk, Limestone & Co');
    expect(Object.fromEntries(uri.searchParams)).toMatchObject({ issuer: 'Trillium', secret, digits: '6', period: '30' });
  });

  it('has recovery codes that are told apart however they are typed, and not from another account', () => {
    const codes = recoveryCodes(randomBytes(256));
    expect(new Set(codes).size).toBe(RECOVERY_CODES);
    for (const code of codes) expect(code).toMatch(/^([b-df-hj-km-np-tv-z2-9]{4}-){2}[b-df-hj-km-np-tv-z2-9]{4}$/);
    const [code] = codes;
    expect(recoveryHash('a', ` ${code!.toUpperCase().replaceAll('-', ' ')}`)).toBe(recoveryHash('a', code!));
    expect(recoveryHash('b', code!)).not.toBe(recoveryHash('a', code!));
    expect(recoveryHash('a', '123456')).toBeUndefined();
    expect(() => recoveryCodes(new Uint8Array(256).fill(255))).toThrow(RangeError);
  });
});
