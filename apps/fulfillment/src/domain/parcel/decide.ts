import {
  addWorkingDays,
  err,
  ok,
  reject,
  transitionFor,
  type Calendar,
  type Decider,
  type Rejection,
  type Result,
} from '#lib/kernel';
import { parcelMachine, REMIND_AFTER, type ParcelAction } from './machine.ts';
import { evolveParcel, type Announced, type Match, type Parcel, type ParcelEvent } from './state.ts';

/** What every command brings along, so that deciding reads no clock and knows the library’s working days. */
export interface When {
  readonly at: string;
  readonly calendar: Calendar;
}
export type ParcelCommand = When &
  (
    | ({ readonly on: 'announce'; readonly id: string } & Announced)
    | ({ readonly on: 'match-parcel' } & Match)
    | { readonly on: 'send-parcel-back'; readonly carrier?: string; readonly tracking?: string; readonly note?: string }
    | { readonly on: 'keep-parcel'; readonly reason: string }
    | { readonly on: 'undo' }
    | { readonly on: 'time-out' }
  );

const reminderFrom = ({ at, calendar }: When): string => addWorkingDays(new Date(at), REMIND_AFTER, calendar).toISOString();

/** What the table lets somebody do with it now. */
export const possibleWith = ({ status }: Parcel): ParcelAction[] =>
  parcelMachine.transitions.flatMap(({ on }) => (on !== 'time-out' && transitionFor(parcelMachine, status, on) ? [on] : []));

function notNow(parcel: Parcel, on: string): Rejection {
  const possible = possibleWith(parcel);
  return reject('conflict', `"${on}" is not possible now: this parcel stands at "${parcel.status.replaceAll('-', ' ')}".`, {
    remedy: possible.length ? `Possible now: ${possible.join(', ')}.` : 'Nothing is left to do with it.',
  });
}

function eventOf(parcel: Parcel, c: Exclude<ParcelCommand, { on: 'announce' }>): ParcelEvent {
  const { at } = c;
  switch (c.on) {
    case 'match-parcel':
      return { type: 'matched', at, attemptId: c.attemptId, requestId: c.requestId };
    case 'send-parcel-back': {
      const { carrier, tracking, note } = c;
      return { type: 'sent-back', at, ...(carrier && { carrier }), ...(tracking && { tracking }), ...(note && { reason: note }) };
    }
    case 'keep-parcel':
      return { type: 'kept', at, reason: c.reason };
    case 'undo':
      return { type: 'reopened', at, deadline: reminderFrom(c) };
    case 'time-out':
      return { type: 'reminded', at, reminders: parcel.reminders + 1, deadline: reminderFrom(c) };
  }
}

/** Says what becomes of a parcel that nobody announced; a deadline that comes too late changes nothing. */
export function decideParcel(parcel: Parcel | null, c: ParcelCommand): Result<readonly ParcelEvent[], Rejection> {
  if (c.on === 'announce') {
    const { on: _, at, calendar, ...said } = c;
    return ok(parcel ? [] : [{ type: 'announced', at, deadline: reminderFrom({ at, calendar }), ...said }]);
  }
  if (!parcel) return err(reject('not-found', 'There is no such parcel in this library.'));
  if (!transitionFor(parcelMachine, parcel.status, c.on)) return c.on === 'time-out' ? ok([]) : err(notNow(parcel, c.on));
  return ok([eventOf(parcel, c)]);
}

export const parcelDecider: Decider<Parcel | null, ParcelCommand, ParcelEvent> = {
  initial: null,
  decide: decideParcel,
  evolve: evolveParcel,
};
