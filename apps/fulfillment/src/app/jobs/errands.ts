import { PlaceHold, RemoveHold, type Citation, type Wishes } from '#lib/contracts';
import { job, message, type Effect } from '#lib/messaging';
import type { SealedAccount } from '#lib/service';
import type { Attempt, Errand, Plan, Purchase, Said } from '../../domain/attempt/index.ts';
import type { AskedByHand } from '../../domain/by-hand/paste.ts';
import type { Letter } from '../../domain/email/letter.ts';
import type { OrderToPlace } from '../../adapters/provider.port.ts';

type Hold = Extract<Plan, { machine: 'hold' }>;

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

/** Directory places and takes away holds: the library's system wants the card number, which is known there only. */
function holdErrand({ id, requestId, plan, wanted, holdId }: Attempt & { plan: Hold }, errand: Errand): Effect {
  const { patronRef, wishes } = wanted;
  const to = { subject: id, correlation: requestId };
  if (errand === 'remove-hold') return message(RemoveHold, { requestId, patronRef, ...(holdId && { holdId }) }, to);
  const { pickupBranch } = wishes;
  return message(PlaceHold, { requestId, patronRef, record: plan.record, ...(pickupBranch && { pickupBranch }) }, to);
}

/** The job that does an errand, its id being the idempotency key that goes along; of a hold, the command to directory. */
export function errandEffect(attempt: Attempt, errand: Errand, { accounts }: Connected): Effect {
  const { id, plan } = attempt;
  if (plan.machine === 'hold') return holdErrand({ ...attempt, plan }, errand);
  const common = { kind: errand, key: id, lane: id };
  if (!('reservation' in plan)) throw new Error(`${plan.machine}: no errand "${errand}"`);
  const { provider } = plan;
  const account = accounts.get(provider);
  const at = { provider, ...(account && { account }) };
  if (errand === 'check-order')
    return job<CheckOrder>({ ...common, payload: { ...at, orderNumber: attempt.order?.orderNumber ?? '' } });
  // never repeated blindly: an adapter whose provider honors the key says so when it is looked up
  return job<PlaceOrder>({ ...common, idempotent: false, payload: { ...at, order: orderOf(plan, attempt) } });
}
