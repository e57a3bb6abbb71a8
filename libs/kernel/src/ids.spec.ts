import fc from 'fast-check';
import { seededRandom, uuidv7 } from './ids.ts';

const bytes = fc.uint8Array({ minLength: 10, maxLength: 10 });
const time = fc.integer({ min: 0, max: 2 ** 48 - 1 });

describe('uuidv7', () => {
  it('has the layout of RFC 9562 §5.7: time, version 7, variant 10', () => {
    fc.assert(
      fc.property(time, bytes, (milliseconds, random) => {
        const id = uuidv7(milliseconds, random);
        expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
        expect(Number.parseInt(id.replaceAll('-', '').slice(0, 12), 16)).toBe(milliseconds);
      }),
    );
  });

  it('gives the example of RFC 9562, appendix A.6', () => {
    // rand_a 0xCC3, rand_b 0x18C4DC0C0C07398F
    const random = Uint8Array.from([0x0c, 0xc3, 0x18, 0xc4, 0xdc, 0x0c, 0x0c, 0x07, 0x39, 0x8f]);
    expect(uuidv7(0x017f22e279b0, random)).toBe('017f22e2-79b0-7cc3-98c4-dc0c0c07398f');
  });

  it('sorts by time', () => {
    fc.assert(
      fc.property(time, time, bytes, bytes, (a, b, x, y) => {
        fc.pre(a !== b);
        expect(uuidv7(a, x) < uuidv7(b, y)).toBe(a < b);
      }),
    );
  });

  it('keeps apart what only chance keeps apart', () => {
    fc.assert(
      fc.property(time, bytes, bytes, (milliseconds, x, y) => {
        // all but the four bits of the version and the two of the variant
        const kept = (random: Uint8Array) =>
          Buffer.from(random.map((byte, at) => (at === 0 ? byte & 0x0f : at === 2 ? byte & 0x3f : byte))).toString('hex');
        expect(uuidv7(milliseconds, x) === uuidv7(milliseconds, y)).toBe(kept(x) === kept(y));
      }),
    );
  });
});

describe('seeded chance', () => {
  it('is the same for the same seed, another for another, and within [0, 1)', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 2 ** 32 - 2 }), (seed) => {
        const take = (from: number) => Array.from({ length: 20 }, seededRandom(from));
        expect(take(seed)).toEqual(take(seed));
        expect(take(seed)).not.toEqual(take(seed + 1));
        expect(take(seed).every((value) => value >= 0 && value < 1)).toBe(true);
      }),
    );
  });

  it('is spread evenly', () => {
    const next = seededRandom(42);
    const counts = Array.from({ length: 10 }, () => 0);
    for (let i = 0; i < 10_000; i += 1) counts[Math.floor(next() * 10)]! += 1;
    expect(Math.min(...counts)).toBeGreaterThan(850);
    expect(Math.max(...counts)).toBeLessThan(1150);
  });
});
