import type { ConnectorChanged, ConnectorKind } from '#lib/contracts';
import { err, ok, reject, type Decider, type Rejection } from '#lib/kernel';
import { KINDS, type ConnectorField } from './kinds.ts';

/** A connector as it is set up; its secrets are sealed, and never opened here. */
export type ConnectorSetUp = Omit<ConnectorChanged, 'active'>;

export interface ConnectorState {
  readonly setUp?: ConnectorSetUp;
  readonly active: boolean;
  /** The last time it was tried as it stands. */
  readonly tested?: { readonly at: string; readonly ok: boolean; readonly words: string };
}

export type ConnectorCommand =
  | ({ readonly type: 'set' } & ConnectorSetUp)
  | { readonly type: 'tested'; readonly at: string; readonly ok: boolean; readonly words: string }
  | { readonly type: 'remove' };

export type ConnectorEvent =
  | { readonly type: 'connector-set'; readonly setUp: ConnectorSetUp }
  | { readonly type: 'connector-tested'; readonly at: string; readonly ok: boolean; readonly words: string }
  | { readonly type: 'connector-removed' };

export const connectorDecider: Decider<ConnectorState, ConnectorCommand, ConnectorEvent> = {
  initial: { active: false },
  decide(state, command) {
    if (command.type === 'set') {
      const { type: _, ...given } = command;
      const fault = faultOf(given.kind, given);
      if (fault) return err(fault);
      const setUp = tidied(given);
      const same = state.active && JSON.stringify(state.setUp) === JSON.stringify(setUp);
      return ok(same ? [] : [{ type: 'connector-set', setUp }]);
    }
    if (!state.active || !state.setUp) return err(reject('no-such-connector', 'This connector is not set up.'));
    if (command.type === 'remove') return ok([{ type: 'connector-removed' }]);
    const { type: _, ...tested } = command;
    return ok([{ type: 'connector-tested', ...tested }]);
  },
  evolve(state, event) {
    switch (event.type) {
      case 'connector-set':
        return { active: true, setUp: event.setUp };
      case 'connector-tested': {
        const { type: _, ...tested } = event;
        return { ...state, tested };
      }
      // its secrets go with it
      case 'connector-removed':
        return { active: false, ...(state.setUp && { setUp: { ...state.setUp, settings: {}, secrets: {} } }) };
    }
  },
};

const tidied = ({ kind, address, settings, secrets }: ConnectorSetUp): ConnectorSetUp => ({
  kind,
  address: address.trim(),
  settings: inOrder(KINDS[kind].settings, settings),
  secrets: inOrder(KINDS[kind].secrets, secrets),
});
const inOrder = (fields: readonly ConnectorField[], given: Readonly<Record<string, string>>): Record<string, string> =>
  Object.fromEntries(fields.flatMap(({ name }) => (given[name]?.trim() ? [[name, given[name].trim()]] : [])));

/** What is wrong with a set-up before anybody is asked; its secrets may be sealed or open. */
export function faultOf(
  kind: ConnectorKind,
  { address, settings, secrets }: Pick<ConnectorSetUp, 'address' | 'settings' | 'secrets'>,
): Rejection | undefined {
  const { what, schemes, example, settings: known, secrets: secret } = KINDS[kind];
  const scheme = /^([a-z][a-z0-9+.-]*:)\/\/[^/\s]+/i.exec(address.trim())?.[1]?.toLowerCase();
  if (!scheme || !schemes.includes(scheme))
    return reject('malformed-address', `"${address}" is no address of ${what.toLowerCase()}.`, {
      field: 'address',
      remedy: `Write it as ${example}`,
    });
  for (const [given, fields, place] of [
    [settings, known, 'settings'],
    [secrets, secret, 'secrets'],
  ] as const) {
    const strange = Object.keys(given).find((name) => !fields.some((field) => field.name === name));
    if (strange)
      return reject('unknown-setting', `${what} has no setting "${strange}".`, {
        field: `${place}.${strange}`,
        remedy: `Leave it out; there are: ${fields.map(({ name }) => name).join(', ') || 'none'}.`,
      });
    const missing = fields.find(({ name, required }) => required && !given[name]?.trim());
    if (missing)
      return reject('missing-setting', `${missing.label} is missing.`, {
        field: `${place}.${missing.name}`,
        remedy: missing.example ? `Give it, e.g. ${missing.example}` : 'Give it.',
      });
    const wrong = fields.find(({ name, pattern }) => given[name]?.trim() && pattern && !pattern.test(given[name].trim()));
    if (wrong)
      return reject('malformed-setting', `${wrong.label}: "${given[wrong.name]}" will not do.`, {
        field: `${place}.${wrong.name}`,
        remedy: `Write it as ${wrong.example}`,
      });
  }
  const named = known.some(({ name }) => name === 'user');
  if (named && Object.keys(secrets).length && settings['user'] === undefined)
    return reject('missing-setting', 'A password needs a user name.', {
      field: 'settings.user',
      remedy: 'Give the user name too.',
    });
  return undefined;
}
