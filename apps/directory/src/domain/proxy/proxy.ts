import { err, ok, reject, type Decider } from '#lib/kernel';

/** That one patron may ask in another's name: the other's requests, limits and costs. One for each two; it may be given again. */
export interface ProxyState {
  readonly patronRef: string;
  readonly proxyRef: string;
  readonly active: boolean;
  /** The last day it holds, `YYYY-MM-DD` at the library. */
  readonly until?: string;
  /** The first moment after it. */
  readonly endsAt?: string;
  readonly since: string;
  readonly grantedBy: Granter;
}
type Granter = 'patron' | 'staff';
/** Who may end it: either of the two, staff; the day that was said; the erasure of one of the two. */
export type Ender = 'patron' | 'proxy' | 'staff' | 'date' | 'erasure';

export type ProxyCommand = { readonly now: string } & (
  | {
      readonly type: 'grant';
      readonly patronRef: string;
      readonly proxyRef: string;
      readonly until?: string | undefined;
      readonly endsAt?: string | undefined;
      readonly by: Granter;
    }
  | { readonly type: 'end'; readonly by: Ender }
);

export type ProxyEvent = { readonly at: string } & (
  | {
      readonly type: 'granted';
      readonly patronRef: string;
      readonly proxyRef: string;
      readonly until?: string;
      readonly endsAt?: string;
      readonly by: Granter;
    }
  | { readonly type: 'ended'; readonly by: Ender }
);

export const proxyDecider: Decider<ProxyState, ProxyCommand, ProxyEvent> = {
  initial: { patronRef: '', proxyRef: '', active: false, since: '1970-01-01T00:00:00.000Z', grantedBy: 'patron' },
  decide(state, command) {
    const at = command.now;
    if (command.type === 'end') return ok(state.active ? [{ type: 'ended', by: command.by, at }] : []);
    const { patronRef, proxyRef, until, endsAt, by } = command;
    if (patronRef === proxyRef)
      return err(
        reject('own-proxy', 'Nobody needs to be let ask in their own name.', { field: 'who', remedy: 'Name somebody else.' }),
      );
    if (endsAt !== undefined && endsAt <= at)
      return err(reject('past-date', 'That day is over.', { field: 'until', remedy: 'Give today or a later day, or none.' }));
    if (state.active && state.until === until) return ok([]);
    return ok([{ type: 'granted', patronRef, proxyRef, ...(until && endsAt && { until, endsAt }), by, at }]);
  },
  evolve(state, event) {
    if (event.type === 'granted') {
      const { type: _, by: grantedBy, at, ...rest } = event;
      return { ...rest, active: true, grantedBy, since: state.active ? state.since : at };
    }
    const { endsAt: _, ...rest } = state;
    return { ...rest, active: false };
  },
};
