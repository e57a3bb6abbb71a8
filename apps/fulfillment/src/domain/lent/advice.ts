import type { LentAdvice, PartnerChanged, ServiceType } from '#lib/contracts';
import { pageCount } from '#lib/citation';
import type { Money } from '#lib/kernel';
import { deriveFacts, explain, otherSide, type CompiledPolicy, type Decided, type Facts, type Lookups } from '#lib/policy';
import type { Attempt } from '../attempt/index.ts';

/** What the other library's request says of itself, beside what it asks for; its ISO 18626 message says no more. */
export interface Asked {
  /** As many pages as are wanted, where the citation says so. */
  readonly pages?: number | undefined;
  /** The most it pays. */
  readonly maxCost?: Money | undefined;
  readonly rush?: boolean | undefined;
}

/** What an attempt to borrow tells its lender, beside the citation. */
export const askedOf = ({ plan, wanted }: Attempt): Asked => ({
  ...(plan.machine === 'borrow-copy' ? { pages: pageCount(wanted.citation.pages) } : {}),
  ...('lender' in plan && plan.lender.maxCost ? { maxCost: plan.lender.maxCost } : {}),
});

/** What fulfillment knows at the lender of the library that asks. */
export interface Borrower {
  readonly symbol: string;
  /** As the lender has it among its partners; undefined where it has not. */
  readonly partner: PartnerChanged | undefined;
  /** Whether it is a member of the consortium. */
  readonly member: boolean;
  /** Of a member that is no partner; of a partner as it is told. */
  readonly country?: string | undefined;
  readonly abroad: boolean;
  /** Loans and copies it had from us less those we had from it. */
  readonly balance: number;
}

/** Why nothing is known of the item: the catalog is sourcing's to ask, and for the library's own patrons only. */
const NOT_LOOKED_UP = 'Whether your library has it, and where it is, has not been looked up.';

type Incoming = NonNullable<Lookups['incoming']>;

/** What the other library asks, as policies look at it. @param at ISO 8601 */
function incomingOf(service: ServiceType, borrower: Borrower, asked: Asked, at: string): Incoming {
  const { symbol, partner, abroad, balance, country = partner?.country } = borrower;
  return {
    known: true,
    source: 'fulfillment',
    at,
    value: {
      borrower: symbol,
      partner: partner?.active ?? false,
      abroad,
      ...(country ? { country } : {}),
      ...(partner ? { agreement: partner.agreementName ?? null } : {}),
      loansOpen: partner?.loansOpen ?? true,
      settledBy: partner?.settledBy ?? 'nobody',
      balance,
      service,
      // requests of ours name no service level
      rush: asked.rush ?? false,
      ...(asked.maxCost ? { maxCost: asked.maxCost } : {}),
      ...(asked.pages ? { pages: asked.pages } : {}),
    },
  };
}

/** What a lending policy may look at, and what it may not: then its rules say what follows. @param at ISO 8601 */
export function lendingFacts(
  compiled: CompiledPolicy<'lending'>,
  service: ServiceType,
  borrower: Borrower,
  asked: Asked,
  at: string,
): Facts {
  const found: Lookups = {
    incoming: incomingOf(service, borrower, asked, at),
    'own-item': { known: false, reason: NOT_LOOKED_UP, source: 'fulfillment', at },
  };
  return deriveFacts(found, compiled.uses, 'lending');
}

/** What the charges policy may look at where something is lent. @param at ISO 8601 */
export const askingFacts = (
  compiled: CompiledPolicy<'charges'>,
  service: ServiceType,
  borrower: Borrower,
  asked: Asked,
  at: string,
): Facts =>
  deriveFacts(
    { incoming: incomingOf(service, borrower, asked, at), ...otherSide('lending', 'fulfillment', at) },
    compiled.uses,
    'charges',
  );

/** The policy's answer as it is kept with the lender's side: its own, and nobody else's to see. */
export function adviceOf(compiled: CompiledPolicy<'lending'>, facts: Facts, decided: Decided<'lending'>): LentAdvice {
  const { event, reason, rule } = decided;
  return {
    policy: compiled.hash,
    answer: event.type,
    params: event.params ?? {},
    ...(rule ? { rule: rule.id } : {}),
    reason,
    because: [...explain(compiled, facts, decided).because],
  };
}
