import { formatMoney, type Money } from '#lib/kernel';
import type { LookupName } from '../lookups/index.ts';

export const FACT_TYPES = ['number', 'money', 'text', 'choice', 'date', 'list', 'yes/no'] as const;
export type FactType = (typeof FACT_TYPES)[number];

export interface ValueByType {
  number: number;
  money: Money;
  text: string;
  choice: string;
  /** `YYYY-MM-DD` */
  date: string;
  list: readonly string[];
  'yes/no': boolean;
}
/** A fact's value; null is a value too: it is known that there is none (no date set, nothing quoted). */
export type FactValue = ValueByType[FactType] | null;

/**
 * Where a fact stands. *Known*: it has been looked up. *Unknown*: it was to be looked up and nobody could say; a value as well,
 * neither true nor false in any condition. *Missing*: nobody has looked yet, and these look-ups would tell.
 */
export type FactState =
  | { readonly state: 'known'; readonly value: FactValue; readonly source: string; readonly at: string }
  | {
      readonly state: 'unknown';
      readonly reason: string;
      readonly source: string;
      readonly at: string;
      /** Not for want of an answer: the fact itself broke. */
      readonly failed?: true;
    }
  | { readonly state: 'missing'; readonly lookups: readonly LookupName[] };

/** Whether a value is of the type that its fact says. */
export function fitsType(type: FactType, value: FactValue): boolean {
  switch (type) {
    case 'number':
      return typeof value === 'number' && Number.isFinite(value);
    case 'money':
      return typeof value === 'object' && value !== null && 'minor' in value && Number.isFinite(value.minor);
    case 'list':
      return Array.isArray(value);
    case 'yes/no':
      return typeof value === 'boolean';
    default:
      return typeof value === 'string';
  }
}

/** Facts by key (see factKey). */
export type Facts = Readonly<Record<string, FactState>>;

/** The words a fact brings with it for its values. */
export interface ValueWords {
  readonly unit?: { readonly one: string; readonly many: string } | undefined;
  readonly words?: Readonly<Record<string, string>> | undefined;
  /** What "there is none" is called. */
  readonly none?: string | undefined;
}

/** A value as a sentence reads it: `3 lenders`, `$24`, `the published version`. */
export function formatValue(value: FactValue | undefined, { unit, words, none = 'none' }: ValueWords = {}): string {
  if (value === null || value === undefined) return none;
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  if (typeof value === 'number') return unit ? `${value} ${Math.abs(value) === 1 ? unit.one : unit.many}` : String(value);
  if (typeof value === 'string') return words?.[value] ?? value;
  if ('minor' in value) return formatMoney(value);
  return value.length ? value.join(', ') : none;
}
