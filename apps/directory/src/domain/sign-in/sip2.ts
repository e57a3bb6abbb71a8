/** A library's system as the library set it up for SIP2; the terminal's password stands apart, sealed. */
export interface Sip2Settings {
  readonly host: string;
  readonly port: number;
  readonly tls: boolean;
  /** PEM certificates to trust instead of the world's. */
  readonly certificates?: string | undefined;
  readonly encoding: 'utf-8' | 'latin1';
  readonly institution: string;
  readonly terminalUser?: string | undefined;
  readonly location?: string | undefined;
  /** Which field says the patron's group: PC in Koha and Evergreen, PT or PA in others. */
  readonly groupField: string;
  /** The library system's names of groups, and ours; one that is not named is kept as it is. */
  readonly groups: Readonly<Record<string, string>>;
  /** The group of those of whom it says none. */
  readonly defaultGroup: string;
  /** Which field says when the card ends: PA in Koha and Evergreen, PX in Polaris. */
  readonly expiryField: string;
  /** What of a patron's status keeps them from asking. */
  readonly blocking: readonly string[];
}

/** What blocks where a library has said nothing else: the card is lost, or charging or holds are denied. */
export const BLOCKING = ['charge-denied', 'hold-denied', 'card-reported-lost'] as const;

/** What a library's system told, whatever protocol it was asked by. */
export interface ToldByLibrarySystem {
  readonly cardNumber: string;
  readonly name: string;
  readonly email?: string | undefined;
  readonly status: readonly string[];
  readonly fields: ReadonlyMap<string, string>;
}

/** A patron as directory keeps them. */
export interface PatronAtSource {
  readonly cardNumber: string;
  readonly givenName?: string | undefined;
  readonly familyName: string;
  readonly email?: string | undefined;
  readonly group: string;
  readonly blocked: boolean;
}

/**
 * What of it directory keeps.
 * @param today the library's day, `2026-01-31`: a card that has ended blocks
 */
export function patronAtSource(told: ToldByLibrarySystem, settings: Sip2Settings, today: string): PatronAtSource {
  const said = told.fields.get(settings.groupField)?.trim();
  const ends = dayOf(told.fields.get(settings.expiryField));
  const { name, cardNumber, email } = told;
  return {
    cardNumber,
    ...nameOf(name || cardNumber),
    ...(email && { email }),
    group: said ? (settings.groups[said] ?? said) : settings.defaultGroup,
    blocked: told.status.some((one) => settings.blocking.includes(one)) || (ends !== undefined && ends < today),
  };
}

/** `Family, Given`; a name without a comma is kept whole, as nobody can tell which part is which. */
function nameOf(name: string): { givenName?: string; familyName: string } {
  const [family = '', ...given] = name.split(',').map((part) => part.trim());
  const givenName = given.join(', ');
  return givenName && family ? { givenName, familyName: family } : { familyName: name.replace(/^[,\s]+|[,\s]+$/g, '') || name };
}

/** `20260131    235959` and `2026-01-31` alike. */
function dayOf(text: string | undefined): string | undefined {
  const [, year, month, day] = /^\s*(\d{4})-?(\d{2})-?(\d{2})/.exec(text ?? '') ?? [];
  return year && `${year}-${month}-${day}`;
}
