import { ok, type Decider } from '#lib/kernel';
import type { Role } from '#lib/contracts';
import type { OidcSettings } from './oidc.ts';
import type { Sip2Settings } from './sip2.ts';

/** How people of a library (or of the consortium) sign in. Secrets stand apart, sealed, and in no event. */
export interface SignInState {
  /** Whoever has one of these roles needs a second factor with their password. */
  readonly secondFactorRoles: readonly Role[];
  readonly oidc?: OidcSettings;
  readonly sip2?: Sip2Settings;
}

export type SignInCommand =
  | { readonly type: 'second-factor'; readonly roles: readonly Role[] }
  | { readonly type: 'oidc'; readonly settings: OidcSettings | undefined; readonly newSecret: boolean }
  | { readonly type: 'sip2'; readonly settings: Sip2Settings | undefined; readonly newSecret: boolean };

export type SignInEvent =
  | { readonly type: 'second-factor-roles-set'; readonly roles: readonly Role[] }
  | { readonly type: 'oidc-set'; readonly settings: OidcSettings; readonly newSecret: boolean }
  | { readonly type: 'oidc-removed' }
  | { readonly type: 'sip2-set'; readonly settings: Sip2Settings; readonly newSecret: boolean }
  | { readonly type: 'sip2-removed' };

const same = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b);

export const signInDecider: Decider<SignInState, SignInCommand, SignInEvent> = {
  initial: { secondFactorRoles: [] },
  decide(state, command) {
    switch (command.type) {
      case 'second-factor': {
        const roles = [...new Set(command.roles)].toSorted();
        return ok(same(roles, state.secondFactorRoles) ? [] : [{ type: 'second-factor-roles-set', roles }]);
      }
      case 'oidc': {
        const { settings, newSecret } = command;
        if (!settings) return ok(state.oidc ? [{ type: 'oidc-removed' }] : []);
        return ok(same(settings, state.oidc) && !newSecret ? [] : [{ type: 'oidc-set', settings, newSecret }]);
      }
      case 'sip2': {
        const { settings, newSecret } = command;
        if (!settings) return ok(state.sip2 ? [{ type: 'sip2-removed' }] : []);
        return ok(same(settings, state.sip2) && !newSecret ? [] : [{ type: 'sip2-set', settings, newSecret }]);
      }
    }
  },
  evolve(state, event) {
    switch (event.type) {
      case 'second-factor-roles-set':
        return { ...state, secondFactorRoles: event.roles };
      case 'oidc-set':
        return { ...state, oidc: event.settings };
      case 'sip2-set':
        return { ...state, sip2: event.settings };
      case 'oidc-removed': {
        const { oidc: _, ...rest } = state;
        return rest;
      }
      case 'sip2-removed': {
        const { sip2: _, ...rest } = state;
        return rest;
      }
    }
  },
};
