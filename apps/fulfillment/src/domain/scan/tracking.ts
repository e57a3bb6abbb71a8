/** Who carries a parcel, told by its tracking number's form and check digit. */
export type Carrier = 'UPS' | 'FedEx' | 'USPS' | 'post';

const digitsOf = (text: string): number[] => text.split('').map(Number);

/** Mod 10 with weights 3, 1, 3, … from the right, the check digit last (GS1 General Specifications, 7.9). */
function mod10(text: string): boolean {
  const [check, ...rest] = digitsOf(text).toReversed();
  const sum = rest.reduce((total, digit, at) => total + digit * (at % 2 === 0 ? 3 : 1), 0);
  return (10 - (sum % 10)) % 10 === check;
}

/** `1Z`, 15 signs, check: a letter counts (ASCII − 63) mod 10, every second sign twice. */
function ups(text: string): boolean {
  const match = /^1Z([0-9A-Z]{15})(\d)$/.exec(text);
  if (!match) return false;
  const sum = match[1]!.split('').reduce((total, sign, at) => {
    const value = /\d/.test(sign) ? Number(sign) : (sign.charCodeAt(0) - 63) % 10;
    return total + value * (at % 2 === 1 ? 2 : 1);
  }, 0);
  return (10 - (sum % 10)) % 10 === Number(match[2]);
}

/** Twelve digits: weights 3, 1, 7, … over the first eleven, mod 11 mod 10. */
function fedExExpress(text: string): boolean {
  if (!/^\d{12}$/.test(text)) return false;
  const digits = digitsOf(text);
  const sum = digits.slice(0, 11).reduce((total, digit, at) => total + digit * [3, 1, 7][at % 3]!, 0);
  return (sum % 11) % 10 === digits[11];
}

/** 15 digits, or 22 that begin with 96, of which the last 15 are checked. */
const fedExGround = (text: string): boolean => /^(\d{15}|96\d{20})$/.test(text) && mod10(text.slice(-15));

/** 20 or 22 digits, after 420 and the addressee's ZIP code where the label has them. */
function uspsIn(text: string): string | undefined {
  const number = /^420\d{5}(?:\d{4})?(\d{20}|\d{22})$/.exec(text)?.[1] ?? text;
  return /^(\d{20}|\d{22})$/.test(number) && mod10(number) ? number : undefined;
}

/** Two letters, eight digits, check, country (UPU S10): weights 8, 6, 4, 2, 3, 5, 9, 7; 11 − sum mod 11, 10 → 0, 11 → 5. */
function s10(text: string): boolean {
  const match = /^[A-Z]{2}(\d{8})(\d)[A-Z]{2}$/.exec(text);
  if (!match) return false;
  const sum = digitsOf(match[1]!).reduce((total, digit, at) => total + digit * [8, 6, 4, 2, 3, 5, 9, 7][at]!, 0);
  const check = 11 - (sum % 11);
  return (check === 10 ? 0 : check === 11 ? 5 : check) === Number(match[2]);
}

/**
 * The carrier and the tracking number as it is kept, out of what was scanned; undefined where no carrier's check digit holds.
 * @param text upper case, without blanks or hyphens
 */
export function trackingIn(text: string): { readonly carrier: Carrier; readonly number: string } | undefined {
  if (ups(text)) return { carrier: 'UPS', number: text };
  if (s10(text)) return { carrier: text.endsWith('US') ? 'USPS' : 'post', number: text };
  if (fedExExpress(text) || fedExGround(text)) return { carrier: 'FedEx', number: text };
  const usps = uspsIn(text);
  return usps ? { carrier: 'USPS', number: usps } : undefined;
}
