import { err, ok, reject, type Decider, type Rejection, type Result } from '#lib/kernel';
import { ACTIONS, permission, type Action, type Role } from '#lib/contracts';

/** `key`: it sends an API key; `client`: it signs its own tokens. */
export type MachineKind = 'key' | 'client';

/** A program that may ask, and what for. Neither key nor public keys stand here: identity.machine has what it is checked by. */
export interface MachineState {
  readonly kind?: MachineKind;
  readonly name: string;
  readonly scopes: readonly Action[];
  /** How a key begins. */
  readonly prefix?: string;
  /** Where a client's keys are; absent where they were pasted. */
  readonly jwksUrl?: string;
  /** Real time. */
  readonly expiresAt?: string;
  readonly active: boolean;
}

interface Terms {
  readonly name: string;
  readonly scopes: readonly Action[];
  readonly expiresAt?: string | undefined;
}
export type MachineCommand =
  | ({
      readonly type: 'make';
      readonly kind: MachineKind;
      readonly prefix?: string;
      readonly jwksUrl?: string | undefined;
    } & Terms)
  | ({ readonly type: 'change'; readonly jwksUrl?: string | undefined } & Terms)
  | { readonly type: 'revoke' };

export type MachineEvent =
  | ({ readonly type: 'made'; readonly kind: MachineKind; readonly prefix?: string; readonly jwksUrl?: string } & Terms)
  | ({ readonly type: 'changed'; readonly jwksUrl?: string } & Terms)
  | { readonly type: 'revoked' };

const termsOf = ({ name, scopes, expiresAt }: Terms): Terms => ({
  name: name.trim(),
  scopes: [...new Set(scopes)].toSorted(),
  ...(expiresAt && { expiresAt }),
});

export const machineDecider: Decider<MachineState, MachineCommand, MachineEvent> = {
  initial: { name: '', scopes: [], active: false },
  decide(state, command) {
    if (command.type === 'make') {
      if (state.kind) return err(reject('already-there', 'There is such a program already.'));
      const { kind, prefix, jwksUrl } = command;
      return ok([{ type: 'made', kind, ...termsOf(command), ...(prefix && { prefix }), ...(jwksUrl && { jwksUrl }) }]);
    }
    if (!state.kind) return err(reject('no-such-program', 'There is no such key or client at this library.'));
    if (!state.active)
      return command.type === 'revoke'
        ? ok([])
        : err(reject('already-revoked', 'This is revoked for good.', { remedy: 'Make a new one.' }));
    if (command.type === 'revoke') return ok([{ type: 'revoked' }]);
    return ok([{ type: 'changed', ...termsOf(command), ...(command.jwksUrl && { jwksUrl: command.jwksUrl }) }]);
  },
  evolve(state, event) {
    switch (event.type) {
      case 'made': {
        const { type: _, ...made } = event;
        return { ...made, active: true };
      }
      case 'changed': {
        const { type: _, ...changed } = event;
        const { kind, prefix } = state;
        return { ...(kind && { kind }), ...(prefix && { prefix }), ...changed, active: true };
      }
      case 'revoked':
        return { ...state, active: false };
    }
  },
};

/** Scopes that say in one word what many programs want. */
export const BUNDLES: Readonly<Record<string, readonly Action[]>> = {
  'requests:read': ['requests.read'],
  'requests:write': ['requests.read', 'requests.ask', 'requests.correct', 'requests.cancel', 'requests.answer'],
  'batches:write': ['batches.upload', 'batches.read'],
  'reports:read': ['reports.read'],
};

/** What no program may: let itself or others in, or be a person. */
const PEOPLE_ONLY: readonly string[] = [
  'session.own',
  'accounts.manage',
  'accounts.reset-password',
  'keys.manage',
  'sign-in.manage',
  'proposals.release',
  'proposals.withdraw',
];

/**
 * The actions behind scopes, each an action of the table or a bundle.
 * @param granter who makes the key. A library's administrator may let anybody do anything that is done at the library, and so a program
 */
export function scopesFor(
  scopes: readonly string[],
  granter: { readonly tenant: string; readonly roles: readonly Role[] },
): Result<readonly Action[], Rejection> {
  const fault = (code: string, message: string, remedy: string) => err(reject(code, message, { field: 'scopes', remedy }));
  const all = Object.keys(ACTIONS) as Action[];
  const actions = new Set<Action>();
  for (const scope of scopes) {
    const named = BUNDLES[scope] ?? all.filter((action) => action === scope);
    if (!named.length)
      return fault(
        'unknown-scope',
        `There is no scope "${scope}".`,
        `Give actions of docs/roles.md, or ${Object.keys(BUNDLES).join(', ')}.`,
      );
    for (const action of named) actions.add(action);
  }
  const isAdmin = granter.roles.includes('library-admin');
  const beyond = [...actions].filter(
    (action) =>
      PEOPLE_ONLY.includes(action) ||
      !(permission(granter, action) === 'yes' || (isAdmin && ACTIONS[action].roles.some((role) => role !== 'operator'))),
  );
  if (beyond.length)
    return fault('forbidden-scope', `No program of yours may: ${beyond.join(', ')}.`, 'Leave it out of the scopes.');
  return ok([...actions]);
}
