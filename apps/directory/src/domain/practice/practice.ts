import { err, ok, practiceSymbol, reject, type Decider } from '#lib/kernel';

/** A library's practice copies: one at a time, each under a symbol of its own. */
export interface PracticeState {
  /** How many there have been: a symbol is never used again, so that nothing late finds the next one. */
  readonly made: number;
  /** The copy there is. */
  readonly symbol?: string;
  readonly at?: string;
  readonly by?: string;
}

export type PracticeCommand =
  { readonly type: 'make'; readonly library: string; readonly at: string; readonly by: string } | { readonly type: 'remove' };

export type PracticeEvent =
  | { readonly type: 'practice-made'; readonly symbol: string; readonly at: string; readonly by: string }
  | { readonly type: 'practice-removed'; readonly symbol: string };

export const practiceDecider: Decider<PracticeState, PracticeCommand, PracticeEvent> = {
  initial: { made: 0 },
  decide({ made, symbol }, command) {
    if (command.type === 'remove')
      return symbol === undefined
        ? err(reject('no-such-practice-copy', 'There is no practice copy.', { remedy: 'Make one first.' }))
        : ok([{ type: 'practice-removed', symbol }]);
    if (symbol !== undefined)
      return err(
        reject('already-practice', `There is a practice copy already: ${symbol}.`, {
          remedy: 'Switch to it, or make it new.',
        }),
      );
    const { library, at, by } = command;
    return ok([{ type: 'practice-made', symbol: practiceSymbol(library, made + 1), at, by }]);
  },
  evolve({ made }, event) {
    if (event.type === 'practice-removed') return { made };
    const { type: _, ...copy } = event;
    return { made: made + 1, ...copy };
  },
};
