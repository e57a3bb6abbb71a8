import fc from 'fast-check';
import { SealError, Seals, type SealFault } from './seals.ts';

const OLD = 'an old secret of the installation, long enough';
const NEW = 'a new secret of the installation, long enough';
const seals = new Seals(OLD);
const sealed = seals.seal('LCC', 'swordfish', 'smtp 1');

const faultOf = (open: () => unknown): SealFault | undefined => {
  try {
    open();
    return undefined;
  } catch (error) {
    if (error instanceof SealError) return error.fault;
    throw error;
  }
};
/** The same text with one character of its content changed. */
const changedAt = (text: string, at: number): string =>
  `${text.slice(0, at)}${text[at] === 'A' ? 'B' : 'A'}${text.slice(at + 1)}`;

describe('a seal', () => {
  it('opens any text for the library and context it was made for', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), fc.string(), fc.string(), (text, tenant, context) => {
        expect(seals.open(tenant, seals.seal(tenant, text, context), context)).toBe(text);
      }),
    );
  });

  it('shows nothing of what it holds, and is never the same twice', () => {
    expect(sealed).toMatch(/^s1\.[\w-]{8}\.[\w-]+$/);
    expect(Buffer.from(sealed.split('.')[2]!, 'base64url').toString('latin1')).not.toContain('swordfish');
    expect(seals.seal('LCC', 'swordfish', 'smtp 1')).not.toBe(sealed);
  });

  it.each<[string, () => unknown, SealFault]>([
    ['for another library', () => seals.open('TSU', sealed, 'smtp 1'), 'not-opened'],
    ['for another purpose', () => seals.open('LCC', sealed, 'totp 1'), 'not-opened'],
    ['for another one of the same purpose', () => seals.open('LCC', sealed, 'smtp 2'), 'not-opened'],
    ['where library and context only read the same together', () => seals.open('LCC\nsmtp', sealed, '1'), 'not-opened'],
    ['with a key the installation does not have', () => new Seals(NEW).open('LCC', sealed, 'smtp 1'), 'unknown-key'],
    ['cut off', () => seals.open('LCC', sealed.slice(0, 20), 'smtp 1'), 'not-opened'],
    ['that is none', () => seals.open('LCC', 'swordfish', 'smtp 1'), 'not-sealed'],
    ['of a later version', () => seals.open('LCC', sealed.replace('s1.', 's2.'), 'smtp 1'), 'unknown-version'],
  ])('does not open %s', (_, open, fault) => {
    expect(faultOf(open)).toBe(fault);
  });

  it('does not open once any of its characters has been changed', () => {
    const start = sealed.lastIndexOf('.') + 1;
    // the last character holds spare bits that mean nothing
    for (let at = start; at < sealed.length - 1; at += 1)
      expect(faultOf(() => seals.open('LCC', changedAt(sealed, at), 'smtp 1'))).toBe('not-opened');
  });

  it('says in its errors what to do, and not what was sealed', () => {
    expect(() => new Seals(NEW).open('LCC', sealed, 'smtp 1')).toThrow(/Add its secret to TRILLIUM_SEAL_SECRET/);
    expect(() => seals.open('TSU', sealed, 'smtp 1')).toThrow(/"smtp" of TSU: .* Enter the secret again/);
  });
});

describe('a change of the installation’s key', () => {
  const both = new Seals(`${NEW}, ${OLD}`);

  it('lets the old seals be opened and makes new ones with the new key', () => {
    expect(both.open('LCC', sealed, 'smtp 1')).toBe('swordfish');
    const again = both.seal('LCC', 'swordfish', 'smtp 1');
    expect(new Seals(NEW).open('LCC', again, 'smtp 1')).toBe('swordfish');
    expect([both.isCurrent(sealed), both.isCurrent(again)]).toEqual([false, true]);
  });

  it('cannot be to no key at all', () => {
    expect(() => new Seals(' , ')).toThrow(RangeError);
  });
});
