import type { StandingWishes } from '#lib/contracts';
import { err, ok, reject, type Decider } from '#lib/kernel';
import { tidyWishes } from './wishes.ts';

/**
 * What may be known of a patron without knowing who it is. Name, e-mail and card number stand in a table of their own (patron_identity),
 * and in no event: the audit trail says which of them changed, not from what to what.
 */
export interface PatronState extends StandingWishes {
  readonly patronRef: string;
  readonly group: string;
  readonly blocked: boolean;
  readonly active: boolean;
  /** Nobody any more: no name, no sign-in, no requests. */
  readonly erased?: boolean;
}

export type Standing = Omit<PatronState, 'patronRef' | 'erased'>;
export type PersonalField = 'givenName' | 'familyName' | 'email' | 'cardNumber' | 'username';

export type PatronCommand =
  | ({ readonly type: 'register'; readonly patronRef: string } & Standing)
  | ({ readonly type: 'change'; readonly personal: readonly PersonalField[] } & Standing)
  | { readonly type: 'erase' };

export type PatronEvent =
  | ({ readonly type: 'registered'; readonly patronRef: string } & Standing)
  | ({ readonly type: 'changed' } & Standing)
  | { readonly type: 'personal-data-changed'; readonly fields: readonly PersonalField[] }
  | { readonly type: 'erased' };

export const patronDecider: Decider<PatronState, PatronCommand, PatronEvent> = {
  initial: { patronRef: '', group: '', blocked: false, active: false },
  decide(state, command) {
    if (command.type === 'erase') {
      if (!state.patronRef) return err(reject('not-found', 'There is no such patron at this library.'));
      return ok(state.erased ? [] : [{ type: 'erased' }]);
    }
    if (state.erased) return err(reject('not-found', 'This patron has been erased.'));
    if (!command.group.trim())
      return err(reject('missing-group', 'The patron is in no group.', { field: 'group', remedy: 'Give one, e.g. student.' }));
    const standing = standingOf(command);
    if (command.type === 'register') {
      if (state.patronRef) return err(reject('already-registered', 'This patron is registered already.'));
      return ok([{ type: 'registered', patronRef: command.patronRef, ...standing }]);
    }
    if (!state.patronRef) return err(reject('not-found', 'There is no such patron at this library.'));
    const events: PatronEvent[] = [];
    if (JSON.stringify(standing) !== JSON.stringify(standingOf(state))) events.push({ type: 'changed', ...standing });
    if (command.personal.length) events.push({ type: 'personal-data-changed', fields: command.personal });
    return ok(events);
  },
  evolve(state, event) {
    switch (event.type) {
      case 'registered':
        return { patronRef: event.patronRef, ...standingOf(event) };
      case 'changed':
        return { patronRef: state.patronRef, ...standingOf(event) };
      case 'personal-data-changed':
        return state;
      case 'erased':
        return { patronRef: state.patronRef, group: state.group, blocked: false, active: false, erased: true };
    }
  },
};

const standingOf = ({ group, blocked, active, ...wishes }: Standing): Standing => ({
  group: group.trim(),
  blocked,
  active,
  ...tidyWishes(wishes),
});

/** How a patron is called on screens: given name first. */
export const displayName = ({ givenName, familyName }: { givenName?: string | undefined; familyName: string }): string =>
  givenName ? `${givenName} ${familyName}` : familyName;
