/** Crockford's base 32: neither I, L, O nor U, so that what is read aloud or typed is not mistaken. */
const LETTERS = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const BITS = 48n;

/** The last twelve hexadecimal digits of an id: its random part, by which rows are found (48 bits). */
export const tailOf = (id: string): string => id.slice(-12).toLowerCase();

/** Luhn's check over base 32: one wrong sign is always noticed, two neighbors changed nearly always. */
function checkOf(signs: string): string {
  let sum = 0;
  for (const [at, sign] of signs.split('').toReversed().entries()) {
    const doubled = LETTERS.indexOf(sign) * (at % 2 === 0 ? 2 : 1);
    sum += Math.floor(doubled / LETTERS.length) + (doubled % LETTERS.length);
  }
  return LETTERS[(LETTERS.length - (sum % LETTERS.length)) % LETTERS.length]!;
}

/**
 * The number on a band or label: ten signs of an id's random part and a check sign. As it is in the barcode; `spaced` is how people read it.
 * Two of a million ids of one library share it once in about 500 cases: whoever scans it then chooses.
 */
export function numberOf(id: string): string {
  let rest = BigInt(`0x${tailOf(id)}`) & ((1n << BITS) - 1n);
  let signs = '';
  for (let i = 0; i < 10; i += 1) {
    signs = LETTERS[Number(rest & 31n)]! + signs;
    rest >>= 5n;
  }
  return signs + checkOf(signs);
}

/** `7K3M9QX2ZPC` → `7K3M-9QX2-ZPC`. */
export const spaced = (number: string): string => number.replace(/^(.{4})(.{4})(.{3})$/, '$1-$2-$3');

/** The tail of the id a number stands for; undefined where it is none, or one sign is wrong. O is read as 0, I and L as 1. */
export function tailIn(text: string): string | undefined {
  const signs = text.toUpperCase().replaceAll(/[\s-]/g, '').replaceAll('O', '0').replaceAll(/[IL]/g, '1');
  if (!/^[0-9A-HJKMNP-TV-Z]{11}$/.test(signs) || checkOf(signs.slice(0, 10)) !== signs[10]) return undefined;
  let value = 0n;
  for (const sign of signs.slice(0, 10)) value = (value << 5n) | BigInt(LETTERS.indexOf(sign));
  return value >> BITS ? undefined : value.toString(16).padStart(12, '0');
}
