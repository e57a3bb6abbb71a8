/** Who a patron is. Only this service knows, and it keeps it sealed (app/names). */
export interface Identity {
  readonly givenName?: string | undefined;
  readonly familyName: string;
  readonly email?: string | undefined;
  readonly cardNumber: string;
}

/** Names are looked for without accents, capitals and what stands between their parts. */
const folded = (text: string): string =>
  text
    .normalize('NFKD')
    .replaceAll(/\p{M}/gu, '')
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();

/** A name's beginnings are indexed from the second letter (the first alone would tell initials) to the twelfth. */
const SHORTEST = 2;
const LONGEST = 12;

const beginnings = (name: string): string[] => {
  const whole = folded(name);
  const parts = new Set([whole, ...whole.split(' ')]);
  return [...parts].flatMap((part) => {
    const letters = Array.from(part);
    // a name of one letter is found by it
    if (letters.length < SHORTEST) return letters.length ? [part] : [];
    const longest = Math.min(LONGEST, letters.length);
    return Array.from({ length: longest - SHORTEST + 1 }, (_, at) => letters.slice(0, SHORTEST + at).join(''));
  });
};

const cut = (name: string): string => Array.from(folded(name)).slice(0, LONGEST).join('');
const mail = (address: string): string => address.normalize('NFC').trim().toLowerCase();

/** What an identity is found by, in clear: the caller keeps keyed hashes of them and nothing else. */
export const searchTerms = ({ familyName, givenName = '', email }: Identity): string[] => [
  ...new Set([
    ...beginnings(familyName).map((part) => `family ${part}`),
    ...beginnings(givenName).map((part) => `given ${part}`),
    ...(email ? [`email ${mail(email)}`] : []),
  ]),
];

/** The terms a search asks for: any group of which all have to be there. `Okafor, Ada` asks for a family and a given name. */
export function askedTerms(search: string): string[][] {
  const [family = '', given] = search.includes(',') ? search.split(',', 2) : [search];
  if (given !== undefined && folded(family) && folded(given)) {
    // one letter of the given name is not indexed: isAsked looks at it
    const rest = Array.from(folded(given)).length < SHORTEST ? [] : [`given ${cut(given)}`];
    return [[`family ${cut(family)}`, ...rest]];
  }
  const name = cut(family);
  return [...(name ? [[`family ${name}`], [`given ${name}`]] : []), ...(search.includes('@') ? [[`email ${mail(search)}`]] : [])];
}

/** Whether an identity is what the search asked for: terms are cut off at their twelfth letter, and hashes are short. */
export function isAsked({ familyName, givenName = '', email }: Identity, search: string): boolean {
  const begins = (name: string, start: string): boolean => {
    const whole = folded(name);
    const sought = folded(start);
    return sought !== '' && (whole.startsWith(sought) || whole.split(' ').some((part) => part.startsWith(sought)));
  };
  const [family = '', given] = search.includes(',') ? search.split(',', 2) : [search];
  if (given !== undefined && folded(family) && folded(given)) return begins(familyName, family) && begins(givenName, given);
  return begins(familyName, family) || begins(givenName, family) || (email !== undefined && mail(email) === mail(search));
}
