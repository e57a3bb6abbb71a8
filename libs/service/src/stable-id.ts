import { createHash } from 'node:crypto';

/**
 * An id that follows from what it stands for (a UUID version 8, RFC 9562 §5.8, from SHA-256): whoever makes the same thing at the same time,
 * or again, makes one thing.
 * @param parts what tells it from all others: `stableId('fund', 'LCC', 'ILL-2026')`
 */
export function stableId(...parts: readonly string[]): string {
  const hash = createHash('sha256')
    .update(JSON.stringify(['trillium', ...parts]))
    .digest();
  hash[6] = (hash[6]! & 0x0f) | 0x80;
  hash[8] = (hash[8]! & 0x3f) | 0x80;
  const hex = hash.toString('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20, 32)}`;
}
