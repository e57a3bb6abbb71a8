import { randomFillSync } from 'node:crypto';
import { uuidv7 } from '#lib/kernel';

// random bytes are drawn for many ids at once: one call costs a microsecond or two
const pool = new Uint8Array(10 * 256);
let used = pool.length;

/** A new UUID v7 by the machine's own clock (never the domain's: repeats are looked up by the day the id was made). */
export function newId(): string {
  if (used === pool.length) {
    randomFillSync(pool);
    used = 0;
  }
  const random = pool.subarray(used, used + 10);
  used += 10;
  return uuidv7(Date.now(), random);
}
