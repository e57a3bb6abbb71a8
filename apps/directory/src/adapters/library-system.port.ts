/** `utf-8`, or `latin1` for library systems that know no other letters. */
export type Sip2Encoding = 'utf-8' | 'latin1';

/** Where a library's system speaks SIP2. */
export interface Sip2Address {
  readonly host: string;
  readonly port: number;
  readonly tls: boolean;
  /** PEM certificates to trust instead of the world's, for a library system with a certificate of its own making. */
  readonly certificates?: string | undefined;
  readonly encoding: Sip2Encoding;
}

/** A library's system, as a library set it up. */
export interface Sip2System extends Sip2Address {
  /** AO: what the library is called there. */
  readonly institution: string;
  /** CN and CO, where the library system asks who calls. */
  readonly terminal?: { readonly user: string; readonly password: string } | undefined;
  /** CP. */
  readonly location?: string | undefined;
}

/** In which way a conversation with a library system fell short. */
export type Sip2Fault =
  | 'unknown-name'
  | 'closed-port'
  | 'untrusted'
  | 'refused-terminal'
  | 'other-service'
  | 'too-slow'
  | 'broken-off'
  | 'damaged'
  | 'not-to-be-sent';

/** A conversation with a library system that came to nothing. The message holds neither card number nor PIN. */
export class Sip2Failure extends Error {
  override name = 'Sip2Failure';
  readonly fault: Sip2Fault;

  constructor(fault: Sip2Fault, message: string, options?: ErrorOptions) {
    super(message, options);
    this.fault = fault;
  }
}

/** What the fourteen letters of a patron's status say where they are `Y` (SIP2 2.00, field "patron status"), in their order. */
export const STATUS = [
  'charge-denied',
  'renewal-denied',
  'recall-denied',
  'hold-denied',
  'card-reported-lost',
  'too-many-charged',
  'too-many-overdue',
  'too-many-renewals',
  'too-many-claims-returned',
  'too-many-lost',
  'excessive-fines',
  'excessive-fees',
  'recall-overdue',
  'too-many-billed',
] as const;
export type Sip2Status = (typeof STATUS)[number];

/** A patron as a library's system knows them. */
export interface Sip2Patron {
  /** AA, as the library system writes it. */
  readonly cardNumber: string;
  /** AE. */
  readonly name: string;
  /** BE. */
  readonly email?: string | undefined;
  /** BL: whether there is such a patron. */
  readonly valid: boolean;
  /** CQ: whether the PIN was right; undefined where the library system does not say. */
  readonly pinRight?: boolean | undefined;
  readonly status: readonly Sip2Status[];
  /** All fields by their codes: what stands for the group or the expiry differs from one library system to another. */
  readonly fields: ReadonlyMap<string, string>;
}

/** A library's own system, asked about its patrons. */
export abstract class LibrarySystems {
  /**
   * The patron of a card.
   * @param pin checked where it is given; without one the library system is asked about the patron only
   * @throws Sip2Failure
   */
  abstract patron(system: Sip2System, card: string, pin?: string): Promise<Sip2Patron>;
}
