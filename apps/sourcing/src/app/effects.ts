import { Decided, PromiseVouchers, QuestionReminded, ReleaseReservation, ReserveFund, SourcingEnded } from '#lib/contracts';
import { message, type Effect } from '#lib/messaging';
import type { ToldGrounds } from './decision-log.ts';
import type { Asking, EndedAs, Reservation, SourcingEvent, SourcingState } from '../domain/request/state.ts';

/** What others are told of a decision. */
function decidedMessage({ decision, request }: SourcingState, grounds: ToldGrounds): Effect {
  const { id, ...said } = decision!;
  const { patronRef, patronGroup, service, citation, wishes } = request!;
  return message(Decided, { decisionId: id, ...said, ...grounds, patronRef, patronGroup, service, citation, wishes });
}

const TOLD: Partial<Record<EndedAs, 'told' | 'merged' | 'declined' | 'unfilled' | 'cancelled'>> = {
  told: 'told',
  merged: 'merged',
  declined: 'declined',
  unfilled: 'unfilled',
  cancelled: 'cancelled',
};

/** The messages that follow from a step: events in order, with the state after each. */
export function messagesOf(
  id: string,
  before: SourcingState,
  event: SourcingEvent,
  after: SourcingState,
  grounds: ToldGrounds,
): Effect[] {
  const told: Effect[] = [];
  // whoever waits for a fund and goes on otherwise gives back what may be held by now
  if (
    before.status === 'reserving' &&
    before.reservation &&
    after.reservation?.id !== before.reservation.id &&
    event.type !== 'fund-refused' &&
    event.type !== 'vouchers-refused'
  )
    told.push(release(id, before.reservation.id, 'The request went on otherwise.'));
  switch (event.type) {
    case 'decided': {
      const { reservation } = event;
      if (reservation) {
        told.push(reserve(id, reservation, after));
        break;
      }
      told.push(decidedMessage(after, grounds));
      const outcome = event.ended && TOLD[event.ended];
      if (outcome) {
        const into = event.decision.outcome.route === 'merge' ? event.decision.outcome.into : undefined;
        told.push(message(SourcingEnded, { outcome, reason: event.decision.reason, ...(into && { into }) }));
      }
      break;
    }
    case 'fund-reserved':
      told.push(decidedMessage(after, grounds));
      break;
    case 'ended': {
      if (before.status === 'reserving' && before.reservation) told.push(release(id, before.reservation.id, event.reason));
      // what is being supplied ends with fulfillment's own word
      const outcome = TOLD[event.as];
      if (outcome && before.status !== 'handed-over') told.push(message(SourcingEnded, { outcome, reason: event.reason }));
      break;
    }
    case 'patron-reminded':
      told.push(reminder(after));
      break;
    case 'reopened':
    case 'opened':
    case 'begun':
    case 'asked-outside':
    case 'found':
    case 'fund-refused':
    case 'vouchers-refused':
    case 'answered':
    case 'exhausted':
    case 'looked-again':
    case 'reminded':
      break;
  }
  return told;
}

/** Asks payment to hold what the decision needs. */
function reserve(id: string, reservation: Reservation, { request }: SourcingState): Effect {
  const options = { subject: reservation.id, correlation: id };
  if ('halves' in reservation) {
    const { lender, halves } = reservation;
    return message(PromiseVouchers, { requestId: id, lender, halves }, options);
  }
  const { title, container } = request!.citation;
  const purpose = (title ?? container ?? 'A request').slice(0, 200);
  return message(ReserveFund, { requestId: id, fund: reservation.fund, amount: reservation.amount, purpose }, options);
}

function reminder({ decision, reminders, request }: SourcingState): Effect {
  const { route: _route, cost: _cost, ...asked } = decision!.outcome as Asking;
  return message(QuestionReminded, { decisionId: decision!.id, ...asked, number: reminders, patronRef: request!.patronRef });
}

const release = (id: string, reservation: string, reason: string): Effect =>
  message(ReleaseReservation, { requestId: id, reason }, { subject: reservation, correlation: id });
