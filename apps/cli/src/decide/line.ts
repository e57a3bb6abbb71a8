import type { Outcome } from '#lib/contracts';
import type { Money, Rejection } from '#lib/kernel';
import { explainRequest, explanationLines, lookups, type LookupName } from '#lib/policy';
import type { OfflineDecision } from '../../../sourcing/src/offline/index.ts';
import type { Prepared } from './desk.ts';

/** What came of a line of the file: one line of JSON. */
export interface DecidedLine {
  /** Of the file; the header is line 1. */
  readonly line: number;
  readonly library: string;
  readonly title: string | null;
  readonly route: Outcome['route'];
  readonly supplier: string | null;
  /** All who would be asked, in order. */
  readonly lenders?: readonly string[];
  /** Null where it costs nothing to say beforehand: nobody knows yet, or nothing is spent. */
  readonly expectedCost: Money | null;
  /** The most a lender may charge without a person being asked. */
  readonly mostCost?: Money;
  /** Null where no rule decided. */
  readonly rule: { readonly number?: string; readonly id: string; readonly description: string } | null;
  readonly reason: string;
  /** What decided, on which facts, what nearly decided: the sentences that a request's page shows. */
  readonly why: readonly string[];
  /** The line of the request that lives on. */
  readonly mergedWith?: number;
  /** What other rules added on the way. */
  readonly also: readonly { readonly rule: string; readonly effect: string; readonly reason: string }[];
  /** What was set right in the citation. */
  readonly notes: readonly string[];
  /** What could not be found out. */
  readonly unknown: readonly string[];
  /** What was taken to be so, as nobody could say. */
  readonly assumed: readonly string[];
}
export interface RefusedLine {
  readonly line: number;
  readonly error: Rejection;
}
export type Line = DecidedLine | RefusedLine;
export const isRefused = (line: Line): line is RefusedLine => 'error' in line;

const ASSUMED: { readonly [Name in LookupName]?: string } = { patron: 'The patron is not blocked.' };

const common = ({ line, asked }: Prepared) => ({
  line,
  library: asked.library,
  title: asked.citation.title ?? asked.citation.container ?? null,
});

/** A request that waits for a person before it can be decided. */
export const waitingLine = (prepared: Prepared, why: string): DecidedLine => ({
  ...common(prepared),
  route: 'staff',
  supplier: null,
  expectedCost: null,
  rule: null,
  reason: why,
  why: [],
  also: [],
  notes: prepared.asked.verification.notes,
  unknown: [],
  assumed: [],
});

/** @param lineOf the line of a request of this file, by its id */
export function decidedLine(
  prepared: Prepared,
  { decided, compiled, facts, consulted, outcome, found }: OfflineDecision,
  lineOf: (id: string) => number | undefined,
): DecidedLine {
  const { rule, by, reason, added } = decided;
  const merged = outcome.route === 'merge' ? lineOf(outcome.into) : undefined;
  const [first] = outcome.route === 'borrow' ? outcome.lenders : [];
  return {
    ...common(prepared),
    route: outcome.route,
    supplier: supplierOf(outcome),
    ...(outcome.route === 'borrow' && { lenders: outcome.lenders.map(({ symbol }) => symbol) }),
    expectedCost: costOf(outcome, prepared.asked.currency),
    ...(first?.maxCost && { mostCost: outcome.route === 'borrow' && outcome.mayRaiseTo ? outcome.mayRaiseTo : first.maxCost }),
    rule: by === 'rule' && rule ? rule : null,
    reason: outcome.route === 'staff' ? outcome.why : reason,
    why: explanationLines(explainRequest({ decided, compiled, facts, consulted })),
    ...(merged !== undefined && { mergedWith: merged }),
    also: added.map((one) => ({ rule: one.number ?? one.id, effect: one.effect, reason: one.reason })),
    notes: prepared.asked.verification.notes,
    unknown: Object.entries(found).flatMap(([name, one]) => {
      const { label } = lookups[name as LookupName];
      // whom nobody could ask is named; who was asked and gave no answer, with the reason
      return one.known ? [] : [name in prepared.providers ? one.reason : label];
    }),
    assumed: Object.entries(found).flatMap(([name, one]) =>
      one.source === 'assumed' ? [ASSUMED[name as LookupName] ?? lookups[name as LookupName].label] : [],
    ),
  };
}

function supplierOf(outcome: Outcome): string | null {
  switch (outcome.route) {
    case 'hold':
    case 'scan':
      return outcome.library;
    case 'link':
      return outcome.package;
    case 'deliver':
      return outcome.host ?? new URL(outcome.url).host;
    case 'buy':
      return outcome.provider;
    case 'borrow':
      return outcome.lenders[0]!.symbol;
    default:
      return null;
  }
}

function costOf(outcome: Outcome, currency: string): Money | null {
  switch (outcome.route) {
    case 'hold':
    case 'scan':
    case 'link':
    case 'deliver':
      return { minor: 0, currency };
    case 'buy':
      return outcome.price;
    case 'ask-patron':
      return outcome.cost ?? null;
    case 'borrow': {
      const [first] = outcome.lenders;
      return first!.settledBy === 'nobody' || first!.settledBy === 'reciprocity'
        ? { minor: 0, currency }
        : (first!.expectedCost ?? null);
    }
    default:
      return null;
  }
}
