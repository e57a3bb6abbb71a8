import type { Accepts, AttemptKind, Citation, LenderToAsk, ServiceType, Wishes } from '#lib/contracts';
import type { FeeTerms, Money } from '#lib/kernel';
import type { ChannelName } from '../channel.ts';

/** What the patron asked for, as far as supplying it needs to know. No name, no address. */
export interface Wanted {
  readonly patronRef: string;
  readonly service: ServiceType;
  readonly citation: Citation;
  readonly wishes: Wishes;
}

/** Which table of transitions an attempt goes by. */
export type MachineName =
  'deliver' | 'link' | 'hold' | 'scan' | 'buy-copy' | 'buy-e-book' | 'buy-print' | 'buy-by-hand' | 'borrow-copy' | 'borrow-loan';

/** A lender to ask, with what the directory says of how it answers. */
export interface Lender extends Omit<LenderToAsk, 'why'> {
  /** Working days it has before the next one is asked. */
  readonly daysToRespond: number;
  /** Where it is and by which agreement; absent where directory has told nothing of it, and on attempts of before it was kept. */
  readonly terms?: { readonly country: string; readonly agreement?: string };
  /** By which way; absent (as on attempts of before there were several): ISO 18626 where there is an address. */
  readonly channel?: ChannelName;
  /** Where its messages go; without one a person passes everything on by hand. */
  readonly address?: string;
}

/** How one attempt is to be carried out. */
export type Plan =
  | { readonly machine: 'deliver'; readonly url: string; readonly version: string; readonly host?: string }
  | { readonly machine: 'link'; readonly url: string; readonly package: string }
  | { readonly machine: 'hold'; readonly library: string; readonly record: string; readonly callNumber?: string }
  | { readonly machine: 'scan'; readonly library: string; readonly record: string; readonly callNumber?: string }
  | Purchase
  | Borrowing;

export interface Purchase {
  /** By hand: a copy that staff buy at the seller's own site; what others call the price is then the most it may cost. */
  readonly machine: 'buy-copy' | 'buy-e-book' | 'buy-print' | 'buy-by-hand';
  readonly provider: string;
  /** The provider's own number for its quote. */
  readonly offer: string;
  readonly price: Money;
  /** The part of the fund held for it. */
  readonly reservation: string;
  readonly addToCollection: boolean;
  /** What the patron pays for it; absent: nothing. */
  readonly fee?: FeeTerms;
}

export interface Borrowing {
  readonly machine: 'borrow-copy' | 'borrow-loan';
  readonly lender: Lender;
  /** The most staff may agree to when the lender asks for more. */
  readonly mayRaiseTo?: Money;
  /** What is agreed to without asking a person. */
  readonly accepts?: Accepts;
}

/** Under what number payment holds money or vouchers for it. */
export const heldFor = (plan: Plan): string | undefined =>
  'reservation' in plan ? plan.reservation : 'lender' in plan ? plan.lender.vouchers?.promise : undefined;

/** The kind of attempt as the other services know it. */
export function kindOf(machine: MachineName): AttemptKind {
  if (machine.startsWith('buy-')) return 'buy';
  if (machine.startsWith('borrow-')) return 'borrow';
  return machine as AttemptKind;
}

/** Symbol of the lender, name of the provider, or whose collection it comes from. */
export function supplierOf(plan: Plan): string {
  switch (plan.machine) {
    case 'deliver':
      return plan.host ?? 'open access';
    case 'link':
      return plan.package;
    case 'hold':
    case 'scan':
      return plan.library;
    case 'buy-copy':
    case 'buy-e-book':
    case 'buy-print':
    case 'buy-by-hand':
      return plan.provider;
    case 'borrow-copy':
    case 'borrow-loan':
      return plan.lender.symbol;
  }
}
