import fc from 'fast-check';
import { randomBytes, randomUUID } from 'node:crypto';
import { LibrarySafe } from '../names/name-safe.ts';
import { addressFor, isRight, readAddress } from './reply-address.ts';

const OURS = 'reply@ill.example.org';
const library = new LibrarySafe('LCC', randomBytes(32));
const safe = library.newPatron(randomUUID());

describe('the address a patron answers to', () => {
  it('says request and purpose again, also where its case was changed, and fits before the @', () => {
    fc.assert(
      fc.property(fc.uuid(), fc.constantFrom('reply' as const, 'bounce' as const), (id, purpose) => {
        const address = addressFor(safe, OURS, purpose, id);
        expect(address.split('@')[0]!.length).toBeLessThanOrEqual(64);
        for (const given of [address, address.toUpperCase(), ` ${address}`]) {
          const token = readAddress(OURS, given)!;
          expect(token).toMatchObject({ purpose, id });
          expect(isRight(safe, token)).toBe(true);
        }
      }),
    );
  });

  it('is right for one patron, one request and one purpose only', () => {
    const [id, other] = [randomUUID(), randomUUID()];
    const token = readAddress(OURS, addressFor(safe, OURS, 'reply', id))!;
    expect(isRight(library.newPatron(randomUUID()), token)).toBe(false);
    expect(isRight(safe, { ...token, id: other })).toBe(false);
    expect(isRight(safe, { ...token, purpose: 'bounce' })).toBe(false);
    expect(isRight(safe, { ...token, tag: 'a'.repeat(16) })).toBe(false);
  });

  it.each(['reply@ill.example.org', 'reply+x@ill.example.org', 'other+reply-a@ill.example.org', '', '@', 'a@b@c'])(
    'is not %s',
    (address) => expect(readAddress(OURS, address)).toBeUndefined(),
  );

  it('is none of another domain', () => {
    const [local] = addressFor(safe, OURS, 'reply', randomUUID()).split('@');
    expect(readAddress(OURS, `${local}@evil.example`)).toBeUndefined();
  });
});
