import { EntryPosted, FundChanged, FundReserved, ReservationRefused, ReservationReleased, VouchersChanged } from '#lib/contracts';
import { money } from '#lib/kernel';
import { message, type Effect } from '#lib/messaging';
import { available, type FundState } from '../domain/fund/fund.ts';
import type { Entry } from '../domain/ledger/entry.ts';
import { worthIn, type Denomination } from '../domain/vouchers/card.ts';
import type { StockState } from '../domain/vouchers/stock.ts';
import type { ReservationEvent, ReservationState } from '../domain/reservation/reservation.ts';

/** What others hear of an entry: the accounts by name, the amounts, never who of the patrons it is for. */
export const entryPosted = (entry: Entry): Effect => {
  const { id, purpose: _, because: __, lines, ...said } = entry;
  return message(
    EntryPosted,
    { ...said, lines: lines.map(({ account, amount }) => ({ account: account.code, amount })) },
    { subject: id, sequence: 1, correlation: entry.requestId },
  );
};

export const fundChanged = (fund: FundState): Effect => {
  const amount = (minor: number) => money(minor, fund.currency);
  return message(FundChanged, {
    fund: fund.code,
    allocated: amount(fund.allocated),
    reserved: amount(fund.reserved),
    spent: amount(fund.spent),
    available: amount(available(fund)),
    startsOn: fund.startsOn,
    endsOn: fund.endsOn,
  });
};

/** The answer to whoever asked for money. A release of what was never held, and a commit, have no message of their own. */
export function reservationAnswer(state: ReservationState, event: ReservationEvent): readonly Effect[] {
  switch (event.type) {
    case 'held':
      return [message(FundReserved, asked(event), { correlation: event.requestId })];
    case 'refused':
      return [
        message(
          ReservationRefused,
          { ...asked(event), available: event.available, reason: event.reason },
          { correlation: event.requestId },
        ),
      ];
    case 'released': {
      const { requestId, fund, amount } = state;
      if (!requestId || !fund || !amount) return [];
      return [message(ReservationReleased, { requestId, fund, amount, reason: event.reason }, { correlation: requestId })];
    }
    case 'committed':
    case 'reminded':
    case 'kept':
      return [];
  }
}

const asked = ({ requestId, fund, amount }: Extract<ReservationEvent, { type: 'held' | 'refused' }>) => ({
  requestId,
  fund,
  amount,
});

/** What lies where, in numbers: told where a step has changed them. */
export function vouchersChanged(before: StockState, after: StockState): readonly Effect[] {
  const [was, is] = [standOf(before), standOf(after)];
  return JSON.stringify(was) === JSON.stringify(is) ? [] : [message(VouchersChanged, is)];
}

/** How many cards nobody is promised, and what is promised and on its way. */
export function standOf({ cards }: StockState): VouchersChanged {
  const free = cards.filter(({ status }) => status === 'held');
  const count = (wanted: Denomination): number => free.filter(({ denomination }) => denomination === wanted).length;
  return { full: count('full'), half: count('half'), promised: worthIn(cards, 'reserved'), away: worthIn(cards, 'in-transit') };
}
