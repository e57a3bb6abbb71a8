import type { Citation, Wishes } from '#lib/contracts';
import { job, type Effect } from '#lib/messaging';
import type { SealedAccount } from '#lib/service';
import type { Attempt, Errand, Purchase, Said } from '../../domain/attempt/index.ts';
import type { AskedByHand } from '../../domain/by-hand/paste.ts';
import type { Letter } from '../../domain/email/letter.ts';
import type { HoldToPlace, HoldToRemove } from '../../adapters/library-system.port.ts';
import type { OrderToPlace } from '../../adapters/provider.port.ts';

/** A message on its way to a lender. */
export interface TellLender {
  readonly address: string;
  readonly partner: string;
  readonly said: Said;
  /** As it goes out, every time the same: the other side knows a repeat by it. */
  readonly xml: string;
}
/** A mail on its way to a lender's desk. */
export interface MailLender {
  readonly to: string;
  readonly partner: string;
  /** The library, as the sender is called. */
  readonly from: string;
  readonly said: Said;
  readonly requestId: string;
  readonly letter: Letter;
  /** Domain time. */
  readonly at: string;
  /** The library's mail server; without one nothing can be sent. */
  readonly account?: SealedAccount;
}

/** Something told to a lender by the library's own ILLiad. */
export interface TellIlliad {
  readonly said: Said;
  /** The request as its form takes it; its reference is our number, by which it is found again. */
  readonly asked: AskedByHand;
  readonly note?: string;
  readonly account?: SealedAccount;
}
/** A look at how a request stands in ILLiad. */
export interface IlliadPoll {
  readonly account: SealedAccount;
  /** ILLiad's number for it. */
  readonly number: string;
  /** The queue it was in when it was last looked at. */
  readonly queue: string;
  /** Looks since then. */
  readonly polls: number;
}
/** Where a hold is to be placed or taken away; without an address a person does it. */
export interface HoldErrand<What> {
  readonly address?: string;
  readonly library: string;
  readonly what: What;
}
export interface PlaceOrder {
  readonly provider: string;
  readonly order: OrderToPlace;
  /** The library's own there; without it the installation's holds. */
  readonly account?: SealedAccount;
}
export interface CheckOrder {
  readonly provider: string;
  readonly orderNumber: string;
  readonly account?: SealedAccount;
}

/** What the library needs to write to lenders outside ISO 18626. */
export interface Desk {
  readonly name: string;
  readonly mail?: SealedAccount;
  readonly illiad?: SealedAccount;
}

/** What the library has connected for what is at hand. */
export interface Connected {
  /** Addresses of library systems, by library. */
  readonly systems: ReadonlyMap<string, string>;
  /** The library's accounts, by provider. */
  readonly accounts: ReadonlyMap<string, SealedAccount>;
  /** For lenders that are not reached by ISO 18626. */
  readonly desk?: Desk;
}

const orderOf = (plan: Purchase, attempt: Attempt): OrderToPlace => {
  const { citation, wishes }: { citation: Citation; wishes: Wishes } = attempt.wanted;
  return {
    what: plan.machine === 'buy-copy' ? 'copy' : plan.machine === 'buy-print' ? 'print' : 'e-book',
    offer: plan.offer,
    price: plan.price,
    citation,
    ...(wishes.neededBy ? { neededBy: wishes.neededBy } : {}),
  };
};

/** The job that does an errand; its id is the idempotency key that goes along. */
export function errandJob(attempt: Attempt, errand: Errand, { systems, accounts }: Connected): Effect {
  const { id, plan, wanted } = attempt;
  const common = { kind: errand, key: id, lane: id };
  if (plan.machine === 'hold') {
    const address = systems.get(plan.library);
    const place: HoldToPlace = { record: plan.record, patron: wanted.patronRef, ...pickup(wanted.wishes) };
    const remove: HoldToRemove = { ...(attempt.holdId ? { holdId: attempt.holdId } : {}), patron: wanted.patronRef };
    const what = errand === 'place-hold' ? place : remove;
    return job<HoldErrand<HoldToPlace | HoldToRemove>>({
      ...common,
      payload: { library: plan.library, what, ...(address ? { address } : {}) },
    });
  }
  if (!('reservation' in plan)) throw new Error(`${plan.machine}: no errand "${errand}"`);
  const { provider } = plan;
  const account = accounts.get(provider);
  const at = { provider, ...(account && { account }) };
  if (errand === 'check-order')
    return job<CheckOrder>({ ...common, payload: { ...at, orderNumber: attempt.order?.orderNumber ?? '' } });
  // never repeated blindly: an adapter whose provider honors the key says so when it is looked up
  return job<PlaceOrder>({ ...common, idempotent: false, payload: { ...at, order: orderOf(plan, attempt) } });
}

const pickup = ({ pickupBranch }: Wishes) => (pickupBranch ? { pickupBranch } : {});
