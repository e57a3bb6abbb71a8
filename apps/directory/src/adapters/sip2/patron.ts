import type { Sip2Message } from './message.ts';

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

const yesOrNo = (value: string | undefined): boolean | undefined =>
  value === undefined || value === '' ? undefined : value.startsWith('Y') || value.startsWith('1');

/** Reads a Patron Status Response (24) or a Patron Information Response (64). */
export function readPatron({ fixed, fields }: Sip2Message): Sip2Patron {
  const email = fields.get('BE')?.trim();
  return {
    cardNumber: fields.get('AA')?.trim() ?? '',
    name: fields.get('AE')?.trim() ?? '',
    ...(email && { email }),
    // BL is optional: without it a patron with a name is one
    valid: yesOrNo(fields.get('BL')) ?? Boolean(fields.get('AE')?.trim()),
    pinRight: yesOrNo(fields.get('CQ')),
    status: STATUS.filter((_, at) => fixed[at] === 'Y'),
    fields,
  };
}
