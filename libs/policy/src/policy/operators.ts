import type { FactType } from '../catalog/value.ts';

export interface OperatorWords {
  /** The types of fact it is for. */
  readonly of: readonly FactType[];
  /** What stands on its right: one value of the fact's type, a list of such, one member of a list, or yes/no. */
  readonly takes: 'value' | 'values' | 'member' | 'yes/no';
  /** Between label and value, as a sentence reads: `is at most`. */
  readonly says: string;
  /** The same denied. */
  readonly denied: string;
}

const ORDERED: readonly FactType[] = ['number', 'money', 'date'];
const SINGLE: readonly FactType[] = ['number', 'money', 'date', 'text', 'choice'];

/** json-rules-engine's operators as far as policies may use them, and `known`, our own: whether a fact could be looked up at all. */
export const OPERATORS: Readonly<Record<string, OperatorWords>> = {
  equal: { of: [...SINGLE, 'yes/no', 'list'], takes: 'value', says: 'is', denied: 'is not' },
  notEqual: { of: [...SINGLE, 'yes/no', 'list'], takes: 'value', says: 'is not', denied: 'is' },
  lessThan: { of: ORDERED, takes: 'value', says: 'is below', denied: 'is not below' },
  lessThanInclusive: { of: ORDERED, takes: 'value', says: 'is at most', denied: 'is not at most' },
  greaterThan: { of: ORDERED, takes: 'value', says: 'is above', denied: 'is not above' },
  greaterThanInclusive: { of: ORDERED, takes: 'value', says: 'is at least', denied: 'is not at least' },
  in: { of: SINGLE, takes: 'values', says: 'is one of', denied: 'is none of' },
  notIn: { of: SINGLE, takes: 'values', says: 'is none of', denied: 'is one of' },
  contains: { of: ['list'], takes: 'member', says: 'include', denied: 'do not include' },
  doesNotContain: { of: ['list'], takes: 'member', says: 'do not include', denied: 'include' },
  'someFact:in': { of: ['list'], takes: 'values', says: 'include one of', denied: 'include none of' },
  'everyFact:in': { of: ['list'], takes: 'values', says: 'are all among', denied: 'are not all among' },
  known: { of: [...SINGLE, 'yes/no', 'list'], takes: 'yes/no', says: 'is known', denied: 'is not known' },
};

/** The operator that says the opposite for every value, "none" included; others are negated by the decorator `not:`. */
export const OPPOSITE: Readonly<Record<string, string>> = {
  equal: 'notEqual',
  notEqual: 'equal',
  in: 'notIn',
  notIn: 'in',
  contains: 'doesNotContain',
  doesNotContain: 'contains',
};
