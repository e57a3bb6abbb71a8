import { createHash, randomBytes } from 'node:crypto';

/** `trl_`, the library, 48 hexadecimal digits: 192 bits nobody guesses, and a shape that scanners of leaked secrets know. */
const KEY = /^trl_([A-Z][A-Z0-9-]{1,15}|consortium)_([0-9a-f]{48})$/;
/** How much of a key stays to be seen, so that people tell theirs apart. */
const SHOWN = 8;

export interface NewKey {
  /** Shown once, kept nowhere. */
  readonly key: string;
  readonly prefix: string;
  readonly hash: string;
}

/** What is kept of a key. A plain hash will do: a key is random through and through. */
export const hashOfKey = (key: string): string => createHash('sha256').update(`trillium api key\n${key}`).digest('base64url');

/** A new API key for a library's programs. */
export function newKey(tenant: string): NewKey {
  const secret = randomBytes(24).toString('hex');
  const key = `trl_${tenant}_${secret}`;
  return { key, prefix: `trl_${tenant}_${secret.slice(0, SHOWN)}`, hash: hashOfKey(key) };
}

/** The library whose key it says to be; undefined for what is no key. */
export const tenantOfKey = (token: string): string | undefined => KEY.exec(token)?.[1];

/** A client that signs its own tokens is known by this: `iss` and `sub` of each. */
export const clientName = (tenant: string, id: string): string => `${tenant}.${id}`;
export const clientOf = (issuer: unknown): { readonly tenant: string; readonly id: string } | undefined => {
  const [, tenant, id] =
    (typeof issuer === 'string' &&
      /^([A-Z][A-Z0-9-]{1,15}|consortium)\.([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$/.exec(issuer)) ||
    [];
  return tenant && id ? { tenant, id } : undefined;
};
