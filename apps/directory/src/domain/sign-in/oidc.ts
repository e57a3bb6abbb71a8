import { err, ok, reject, type Rejection, type Result } from '#lib/kernel';
import { Role } from '#lib/contracts';

/** What a claim has to be for a rule to hold: the same, or among several (a list, or words of one text). */
export type ClaimTest = 'equals' | 'contains';

/** `affiliation contains faculty → group faculty`. */
export interface ClaimRule {
  readonly claim: string;
  readonly test: ClaimTest;
  readonly value: string;
  readonly group?: string | undefined;
  readonly roles?: readonly Role[] | undefined;
}

/** A library's OpenID provider as the library set it up; the client's secret stands apart, sealed. */
export interface OidcSettings {
  /** How the button says it: `Sign in with <name>`. */
  readonly name: string;
  readonly issuer: string;
  readonly clientId: string;
  readonly scopes: readonly string[];
  /** Claims that say who it is. */
  readonly claims: {
    /** The patron's card number. */
    readonly card?: string | undefined;
    readonly username: string;
    /** Names the library's symbol, where one provider serves several: whoever belongs to another is refused. */
    readonly library?: string | undefined;
  };
  readonly rules: readonly ClaimRule[];
  /** The group of patrons for whom no rule names one; nobody gets in as a patron without a group. */
  readonly defaultGroup?: string | undefined;
  /** Whether people who were never here get an account at their first sign-in. */
  readonly makesAccounts: boolean;
}

export type Claims = Readonly<Record<string, unknown>>;

/** Somebody as the provider describes them. */
export interface ProvidedPerson {
  readonly username: string;
  readonly cardNumber?: string | undefined;
  readonly givenName?: string | undefined;
  readonly familyName: string;
  readonly email?: string | undefined;
  /** Of a patron. */
  readonly group?: string | undefined;
  /** Staff roles; a patron has none. */
  readonly roles: readonly Role[];
}

const refuse = (code: string, message: string, remedy: string): Result<never, Rejection> =>
  err(reject(`oidc-${code}`, message, { remedy }));

/** What a claim says, as texts; claims of claims by a dot: `realm_access.roles`. */
export function valuesOf(claims: Claims, name: string): string[] {
  const direct = claims[name];
  const value =
    direct ??
    name
      .split('.')
      .reduce<unknown>((at, part) => (typeof at === 'object' && at !== null ? (at as Claims)[part] : undefined), claims);
  return (Array.isArray(value) ? value : [value]).flatMap((one) =>
    typeof one === 'string' ? [one] : typeof one === 'number' || typeof one === 'boolean' ? [String(one)] : [],
  );
}

const first = (claims: Claims, name: string | undefined): string | undefined => {
  const [value] = name === undefined ? [] : valuesOf(claims, name);
  return value?.trim() || undefined;
};

const same = (a: string, b: string): boolean => a.trim().toLowerCase() === b.trim().toLowerCase();

/** Whether a rule holds. `contains` takes `faculty@example.edu` and `cn=faculty,…` for faculty, and `non-faculty` not. */
export function holds({ claim, test, value }: ClaimRule, claims: Claims): boolean {
  const values = valuesOf(claims, claim);
  if (test === 'equals') return values.some((one) => same(one, value));
  return values.some((one) => same(one, value) || one.split(/[\s,;:=@/|]+/).some((word) => same(word, value)));
}

/**
 * Who it is at the library, from what the provider says.
 * @param library the symbol of the library signed in at
 */
export function personOf(claims: Claims, settings: OidcSettings, library: string): Result<ProvidedPerson, Rejection> {
  const { claims: names, rules, defaultGroup } = settings;
  if (names.library && !valuesOf(claims, names.library).some((one) => same(one, library)))
    return refuse('another-library', 'Your account belongs to another library.', 'Choose your own library.');
  const username = first(claims, names.username);
  if (!username)
    return refuse(
      'no-username',
      `The provider does not say who you are: the claim "${names.username}" is missing.`,
      'Ask your library: it sets which claims the provider sends.',
    );
  const matching = rules.filter((rule) => holds(rule, claims));
  const roles = [...new Set(matching.flatMap((rule) => rule.roles ?? []))].filter((role) => role !== 'patron');
  const cardNumber = first(claims, names.card);
  const group = matching.find((rule) => rule.group)?.group ?? defaultGroup;
  const person = {
    username,
    ...(cardNumber && { cardNumber }),
    ...nameOf(claims, username),
    ...(first(claims, 'email') && { email: first(claims, 'email') }),
  };
  if (roles.length) return ok({ ...person, roles });
  if (!group)
    return refuse(
      'no-role',
      'The provider says nothing of you that lets you in here.',
      'Ask your library: none of its rules fits your account.',
    );
  return ok({ ...person, group, roles: [] });
}

function nameOf(claims: Claims, otherwise: string): { givenName?: string; familyName: string } {
  const [givenName, familyName] = [first(claims, 'given_name'), first(claims, 'family_name')];
  if (familyName) return { ...(givenName && { givenName }), familyName };
  return { familyName: first(claims, 'name') ?? otherwise };
}
