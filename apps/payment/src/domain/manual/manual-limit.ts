import { ok, type Decider } from '#lib/kernel';

/** Up to what one person posts alone, in whole units of any currency; undefined: as usual. */
export interface LimitState {
  readonly limit?: number;
}
export interface LimitSet {
  readonly type: 'limit-set';
  readonly limit: number;
}
export const limitDecider: Decider<LimitState, { readonly type: 'set-limit'; readonly limit: number }, LimitSet> = {
  initial: {},
  decide: (state, { limit }) => ok(state.limit === limit ? [] : [{ type: 'limit-set', limit }]),
  evolve: (_, { limit }) => ({ limit }),
};
