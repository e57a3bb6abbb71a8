import { fold, money, ok, type Rejection, type Result } from '#lib/kernel';
import { chargeDecider, type ChargeCommand, type ChargeEvent, type ChargeState } from '../charge/charge.ts';
import { isPurchase } from '../charge/entries.ts';
import { available, fundDecider, type FundCommand, type FundEvent, type FundState } from '../fund/fund.ts';
import {
  heldBy,
  reservationDecider,
  type Reserve,
  type ReservationEvent,
  type ReservationState,
} from '../reservation/reservation.ts';

/**
 * Steps that move a fund and what binds it together, so that both always agree. Pure: the use cases load the parts, save the events.
 * `fund` is undefined where the library has no such fund.
 */
export interface Step {
  readonly fund: readonly FundEvent[];
  readonly reservation: readonly ReservationEvent[];
  readonly charge: readonly ChargeEvent[];
}

const nothing: Step = { fund: [], reservation: [], charge: [] };
type Decided = Result<Step, Rejection>;

/** Decides fund commands one after another, each on what the one before left. */
function fundSteps(fund: FundState | undefined, commands: readonly FundCommand[]): Result<readonly FundEvent[], Rejection> {
  const all: FundEvent[] = [];
  let state = fund;
  for (const command of commands) {
    if (!state) break;
    const decided = fundDecider.decide(state, command);
    if (!decided.ok) return decided;
    all.push(...decided.value);
    state = fold(fundDecider, decided.value, state);
  }
  return ok(all);
}

/** Holds a part of the fund, or refuses; a refusal is an answer, not a rejection. */
export function reserve(fund: FundState | undefined, reservation: ReservationState, asked: Omit<Reserve, 'available'>): Decided {
  const left = fund && money(available(fund), fund.currency);
  const decided = reservationDecider.decide(reservation, { ...asked, available: left });
  if (!decided.ok) return decided;
  const held = decided.value.some(({ type }) => type === 'held');
  const moved = fundSteps(fund, held ? [{ type: 'hold', minor: asked.amount.minor }] : []);
  return moved.ok ? ok({ ...nothing, reservation: decided.value, fund: moved.value }) : moved;
}

export function release(fund: FundState | undefined, reservation: ReservationState, reason: string): Decided {
  const decided = reservationDecider.decide(reservation, { type: 'release', reason });
  if (!decided.ok || !decided.value.length) return decided.ok ? ok(nothing) : decided;
  const moved = fundSteps(fund, [{ type: 'give-back', minor: heldBy(reservation) }]);
  return moved.ok ? ok({ ...nothing, reservation: decided.value, fund: moved.value }) : moved;
}

export type Incur = Omit<Extract<ChargeCommand, { type: 'incur' }>, 'coverage'>;

/**
 * A supply attempt costs something. Its reservation, if it has one, is committed with the real price. The price is owed whatever the fund
 * says: first the reserved part pays, then what else the fund has left, and the rest stands over (payable:unfunded), a manager's task.
 * A fund in another currency pays nothing and gets its reservation back.
 */
export function incurCost(
  fund: FundState | undefined,
  reservation: ReservationState | undefined,
  charge: ChargeState,
  command: Incur,
): Decided {
  if (charge.status !== 'expected' && charge.status !== 'reversed-early') return ok(nothing);
  const held = reservation ? heldBy(reservation) : 0;
  const price = command.cost.amount;
  const pays = fund && isPurchase(command.cost) && fund.currency === price.currency ? fund : undefined;
  const covered = pays ? Math.min(price.minor, available(pays) + held) : 0;
  const posted = chargeDecider.decide(charge, { ...command, coverage: pays && { fund: pays.code, covered } });
  if (!posted.ok) return posted;
  const committed = reservation ? reservationDecider.decide(reservation, { type: 'commit' }) : ok([]);
  if (!committed.ok) return committed;
  const takenBack = posted.value.some(({ type }) => type === 'reversed');
  const moved = fundSteps(fund, [
    { type: 'spend', held, minor: covered },
    ...(takenBack ? [{ type: 'refund', minor: covered } as const] : []),
  ]);
  return moved.ok ? ok({ fund: moved.value, reservation: committed.value, charge: posted.value }) : moved;
}

/** What was to be paid is not; the fund gets back what it had paid. */
export function reverseCost(fund: FundState | undefined, charge: ChargeState, reason: string, newId: () => string): Decided {
  const decided = chargeDecider.decide(charge, { type: 'reverse', reason, newId });
  if (!decided.ok || !decided.value.length) return decided.ok ? ok(nothing) : decided;
  const moved = fundSteps(fund, [{ type: 'refund', minor: charge.fromFund }]);
  return moved.ok ? ok({ ...nothing, charge: decided.value, fund: moved.value }) : moved;
}

/** Pays what stands over of a purchase, as far as the fund now goes. */
export function cover(fund: FundState, charge: ChargeState, id: string): Decided {
  const minor = Math.min(charge.unfunded, available(fund));
  if (minor <= 0) return ok(nothing);
  const decided = chargeDecider.decide(charge, { type: 'cover', minor, id });
  if (!decided.ok || !decided.value.length) return decided.ok ? ok(nothing) : decided;
  const moved = fundSteps(fund, [{ type: 'spend', held: 0, minor }]);
  return moved.ok ? ok({ ...nothing, charge: decided.value, fund: moved.value }) : moved;
}
