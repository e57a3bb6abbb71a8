import { err, ok, reject, type Decider } from '#lib/kernel';

/**
 * What may be known of a patron without knowing who it is. Name, e-mail and card number stand in a table of their own (patron_identity),
 * and in no event: the audit trail says which of them changed, not from what to what.
 */
export interface PatronState {
  readonly patronRef: string;
  readonly group: string;
  readonly blocked: boolean;
  readonly active: boolean;
  /** Standing consents, asked once; undefined where never asked. */
  readonly ebookAccepted?: boolean;
  readonly anyEdition?: boolean;
}

export type Standing = Omit<PatronState, 'patronRef'>;
export type PersonalField = 'givenName' | 'familyName' | 'email' | 'cardNumber' | 'username';

export type PatronCommand =
  | ({ readonly type: 'register'; readonly patronRef: string } & Standing)
  | ({ readonly type: 'change'; readonly personal: readonly PersonalField[] } & Standing);

export type PatronEvent =
  | ({ readonly type: 'registered'; readonly patronRef: string } & Standing)
  | ({ readonly type: 'changed' } & Standing)
  | { readonly type: 'personal-data-changed'; readonly fields: readonly PersonalField[] };

export const patronDecider: Decider<PatronState, PatronCommand, PatronEvent> = {
  initial: { patronRef: '', group: '', blocked: false, active: false },
  decide(state, command) {
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
    }
  },
};

const standingOf = ({ group, blocked, active, ebookAccepted, anyEdition }: Standing): Standing => ({
  group: group.trim(),
  blocked,
  active,
  ...(ebookAccepted !== undefined && { ebookAccepted }),
  ...(anyEdition !== undefined && { anyEdition }),
});

/** How a patron is called on screens: given name first. */
export const displayName = ({ givenName, familyName }: { givenName?: string | undefined; familyName: string }): string =>
  givenName ? `${givenName} ${familyName}` : familyName;
