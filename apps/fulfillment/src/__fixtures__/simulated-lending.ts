import type { MessageOf } from '#lib/iso18626';
import { askedFor, orderOf, type LentOrder } from '../app/lent/requesting.ts';
import { decide, evolve, isFinal, type Command, type Lent, type LentEvent, type Said } from '../domain/lent/index.ts';
import { calendar } from './samples.ts';

const TERMS = { shipDays: 5, loanDays: 28, returnDays: 5, renewals: 1 };
type Heard = MessageOf<'request' | 'requestingAgencyMessage'>;
/** What came of a step: where it stands, and what the borrower is told. */
export interface LendingStep {
  readonly lent: Lent;
  readonly says: readonly (Said & { readonly at: string })[];
}

/** Lending in memory, by its own decider: all that one borrower has asked of several lenders. For specs. */
export class SimulatedLending {
  readonly lents = new Map<string, Lent>();
  #ids = 0;

  /** @returns undefined where staff are refused, or where nothing happens */
  do(id: string, order: LentOrder | { readonly on: string; readonly by: string }, at: string): LendingStep | undefined {
    const state = this.lents.get(id) ?? null;
    const command = { questionId: `q-${(this.#ids += 1)}`, ...order, at, calendar } as Command;
    const decided = decide(state, command);
    if (!decided.ok) {
      if (order.by === 'staff') return undefined;
      throw new Error(decided.error.message);
    }
    const events: readonly LentEvent[] = decided.value;
    const lent = events.reduce<Lent | null>(evolve, state);
    if (!lent || !events.length) return undefined;
    this.lents.set(id, lent);
    return { lent, says: events.filter((event) => event.type === 'said') };
  }

  #find(requestId: string | undefined): Lent | undefined {
    return [...this.lents.values()].find(({ requestIds }) => requestIds.some((one) => one === requestId));
  }
  /** A borrower's message, as `hear-requester` takes it. @returns undefined where no such number is known; then it is refused */
  hears(message: Heard, at: string): { readonly done: LendingStep | undefined } | undefined {
    const { requestingAgencyRequestId: requestId, requestingAgencyId, supplyingAgencyId } = message.body.header;
    const same = this.#find(requestId);
    if (message.kind === 'requestingAgencyMessage') return same && { done: this.do(same.id, orderOf(message), at) };
    const { requestType = 'New', requestingAgencyPreviousRequestId: previous } = message.body.serviceInfo;
    const found = same ?? (requestType === 'New' ? undefined : this.#find(previous));
    if (found && (same || !isFinal(found, found.status))) return { done: this.do(found.id, orderOf(message), at) };
    const symbol = requestingAgencyId.agencyIdValue;
    const requester = {
      symbol,
      name: symbol,
      via: 'iso18626',
      address: 'http://blc.example/iso18626',
      version: '2021-2',
    } as const;
    const id = `${supplyingAgencyId?.agencyIdValue} ${requestId}`;
    const asked = askedFor(message.body);
    return { done: this.do(id, { on: 'ask', by: 'borrower', id, requestId, requester, asked, terms: TERMS }, at) };
  }
}

/** Whose side it is. */
export const lenderOf = (id: string): string => id.split(' ')[0]!;
