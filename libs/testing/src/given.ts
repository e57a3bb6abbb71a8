import { fold, type Decider, type Rejection, type Result } from '#lib/kernel';

/**
 * A decider's story as a test: given what happened, when this is asked, then that happens (or it is refused).
 * The events given need not be allowed by the decider: they are history.
 */
export function given<State, Command, Event>(decider: Decider<State, Command, Event>, history: readonly Event[] = []) {
  const before = fold(decider, history);
  return {
    state: before,
    when(command: Command) {
      const decided: Result<readonly Event[], Rejection> = decider.decide(before, command);
      return {
        decided,
        /** Exactly these events, in this order. */
        // oxlint-disable-next-line unicorn/no-thenable -- reads as the story it tells, and is never awaited
        then(events: readonly Event[]): void {
          expect(decided).toEqual({ ok: true, value: events });
        },
        /** Refused with this code. */
        rejected(code: string): void {
          expect(decided).toMatchObject({ ok: false, error: { code } });
        },
        /** The state afterwards. */
        state(): State {
          if (!decided.ok) throw new Error(`refused: ${decided.error.code}: ${decided.error.message}`);
          return fold(decider, decided.value, before);
        },
      };
    },
  };
}
