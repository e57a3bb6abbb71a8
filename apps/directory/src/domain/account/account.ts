import { err, ok, reject, type Decider, type Rejection, type Result } from '#lib/kernel';
import type { Role } from '#lib/contracts';

/** Who may sign in, as what. Username, password hash and name stand in a table of their own (credential) and in no event. */
export interface AccountState {
  readonly exists: boolean;
  readonly roles: readonly Role[];
  readonly active: boolean;
  /** The only branch whose requests this person works with: a small library that this one borrows for. */
  readonly branch?: string;
  /** The patron it belongs to (their aggregate's id), where it is a patron's. */
  readonly patronId?: string;
  readonly patronRef?: string;
  /** Whether the patron it belongs to is one still; where nothing is said, yes. */
  readonly member?: boolean;
  /** Whether signing in takes a code of an authenticator app as well. */
  readonly secondFactor?: boolean;
}

export type AccountCommand =
  | {
      readonly type: 'create';
      readonly tenant: string;
      readonly roles: readonly Role[];
      readonly branch?: string | undefined;
      readonly patron?: { readonly id: string; readonly patronRef: string } | undefined;
    }
  | {
      readonly type: 'set';
      readonly tenant: string;
      readonly roles: readonly Role[];
      readonly active: boolean;
      readonly branch?: string | undefined;
    }
  | { readonly type: 'password-set'; readonly how: PasswordChange }
  | { readonly type: 'membership'; readonly member: boolean }
  | { readonly type: 'sign-in'; readonly by?: SignInWay }
  | { readonly type: 'second-factor-set' }
  | { readonly type: 'second-factor-remove'; readonly how: 'own' | 'reset' }
  | { readonly type: 'recovery-codes-renew' }
  | { readonly type: 'recovery-code-use' }
  | { readonly type: 'sessions-end' };

/** How somebody showed who they are; a password of Trillium's own where nothing is said. */
export type SignInWay = 'provider' | 'library-system';

/** `own`: by the person; `reset`: by somebody else, with a new first password; `rehash`: the same password, kept more safely. */
export type PasswordChange = 'own' | 'reset' | 'rehash';

export type AccountEvent =
  | {
      readonly type: 'created';
      readonly roles: readonly Role[];
      readonly branch?: string;
      readonly patronId?: string;
      readonly patronRef?: string;
    }
  | { readonly type: 'set'; readonly roles: readonly Role[]; readonly active: boolean; readonly branch?: string | null }
  | { readonly type: 'password-changed'; readonly how: PasswordChange }
  | { readonly type: 'membership'; readonly member: boolean }
  | { readonly type: 'signed-in'; readonly by?: SignInWay }
  | { readonly type: 'second-factor-set' }
  | { readonly type: 'second-factor-removed'; readonly how: 'own' | 'reset' }
  | { readonly type: 'recovery-codes-renewed' }
  | { readonly type: 'recovery-code-used' }
  | { readonly type: 'sessions-ended' };

const noSecondFactor = reject('no-such-second-factor', 'This account has no second factor.');

export const accountDecider: Decider<AccountState, AccountCommand, AccountEvent> = {
  initial: { exists: false, roles: [], active: false },
  decide(state, command) {
    if (command.type !== 'create' && !state.exists) return err(reject('not-found', 'There is no such account at this library.'));
    switch (command.type) {
      case 'create': {
        if (state.exists) return err(reject('already-there', 'There is such an account already.'));
        const { patron, branch } = command;
        const fault = roleFault(command.tenant, command.roles, Boolean(patron));
        if (fault) return err(fault);
        return ok([
          {
            type: 'created',
            roles: command.roles,
            ...(branch && { branch }),
            ...(patron && { patronId: patron.id, patronRef: patron.patronRef }),
          },
        ]);
      }
      case 'set': {
        const fault = roleFault(command.tenant, command.roles, Boolean(state.patronId));
        if (fault) return err(fault);
        const branch = command.branch ?? null;
        const same =
          command.active === state.active &&
          branch === (state.branch ?? null) &&
          JSON.stringify(command.roles) === JSON.stringify(state.roles);
        return ok(same ? [] : [{ type: 'set', roles: command.roles, active: command.active, branch }]);
      }
      case 'password-set':
        return ok([{ type: 'password-changed', how: command.how }]);
      case 'membership':
        return ok((state.member ?? true) === command.member ? [] : [{ type: 'membership', member: command.member }]);
      case 'sign-in':
        return ok([{ type: 'signed-in', ...(command.by && { by: command.by }) }]);
      case 'second-factor-set':
        return state.secondFactor
          ? err(reject('already-there', 'This account has a second factor.', { remedy: 'Remove it first.' }))
          : ok([{ type: 'second-factor-set' }]);
      case 'second-factor-remove':
        return state.secondFactor ? ok([{ type: 'second-factor-removed', how: command.how }]) : err(noSecondFactor);
      case 'recovery-codes-renew':
        return state.secondFactor ? ok([{ type: 'recovery-codes-renewed' }]) : err(noSecondFactor);
      case 'recovery-code-use':
        return state.secondFactor ? ok([{ type: 'recovery-code-used' }]) : err(noSecondFactor);
      case 'sessions-end':
        return ok([{ type: 'sessions-ended' }]);
    }
  },
  evolve(state, event) {
    switch (event.type) {
      case 'created': {
        const { type: _, ...created } = event;
        return { exists: true, active: true, ...created };
      }
      case 'set': {
        const { branch: _, ...kept } = state;
        // events of before say nothing of a branch
        const branch = event.branch === undefined ? state.branch : event.branch;
        return { ...kept, roles: event.roles, active: event.active, ...(branch ? { branch } : {}) };
      }
      case 'membership':
        return { ...state, member: event.member };
      case 'second-factor-set':
        return { ...state, secondFactor: true };
      case 'second-factor-removed':
        return { ...state, secondFactor: false };
      case 'password-changed':
      case 'signed-in':
      case 'recovery-codes-renewed':
      case 'recovery-code-used':
      case 'sessions-ended':
        return state;
    }
  },
};

/** Operators are the consortium's and nobody else is; a patron's role and their record go together. */
function roleFault(tenant: string, roles: readonly Role[], patron: boolean): Rejection | undefined {
  const wrong = (message: string, remedy: string) => reject('wrong-roles', message, { field: 'roles', remedy });
  if (!roles.length) return wrong('An account without a role can do nothing.', 'Give at least one role.');
  if (roles.includes('operator') !== (tenant === 'consortium'))
    return wrong('Operators are the consortium’s, and the consortium has operators only.', 'Create operators at the consortium.');
  if (roles.includes('patron') !== patron)
    return wrong('The role patron belongs to a patron’s own account.', 'Register the person as a patron, with a username.');
  return undefined;
}

/** Who helps a patron with their own account. */
const AT_DESK: readonly Role[] = ['staff', 'supervisor', 'circulation'];

/** Who may create or change an account with these roles. */
export function mayGrant(granter: readonly Role[], roles: readonly Role[]): Result<void, Rejection> {
  const patronsOnly = roles.every((role) => role === 'patron');
  const allowed =
    granter.includes('operator') ||
    (granter.includes('library-admin') && !roles.includes('operator')) ||
    (AT_DESK.some((role) => granter.includes(role)) && patronsOnly);
  if (allowed) return ok(undefined);
  return err(
    reject('forbidden', `You may not give or change: ${roles.join(', ')}.`, {
      field: 'roles',
      remedy: 'Ask an administrator of your library.',
    }),
  );
}
