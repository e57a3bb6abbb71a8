import { json, type Answer, type Call } from './http.ts';
import type { WorldState } from './state.ts';

/** The key to a library's account at those who sell. */
export const keyOfAccount = (symbol: string): string => `${symbol.toLowerCase()}-account-key`;

const given = ({ headers }: Call): string | undefined => /^Bearer (.+)$/.exec(headers.authorization ?? '')?.[1];

/** Refuses a key that nobody was given. Without one, whoever asks is the installation, which is known by its address. */
export function unknownAccount(call: Call, state: WorldState): Answer | undefined {
  const key = given(call);
  if (key === undefined || state.data.libraries.some(({ symbol }) => keyOfAccount(symbol) === key)) return undefined;
  return json({ error: 'UNKNOWN_KEY', message: 'Nobody was given this key' }, 401);
}

/** On whose account, for the journal; the key itself is kept nowhere. */
export function accountIn(call: Call): { readonly data?: { readonly account: string } } {
  const account = call.headers['x-account'];
  return typeof account === 'string' ? { data: { account } } : {};
}
