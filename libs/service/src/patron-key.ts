import { createHmac } from 'node:crypto';

/** A card number typed with spaces, a username in capitals: the same person. */
const normalized = (name: string): string => {
  const text = name.normalize('NFC').trim().toLowerCase();
  return /^[\d\s-]+$/.test(text) ? text.replace(/[\s-]/g, '') : text.replace(/\s+/g, ' ');
};

/**
 * What a library's card number or username is known by outside directory: a keyed hash (HMAC-SHA-256), which recognizes one that is
 * given but from which none can be read or guessed without the installation's secret. Directory publishes it with
 * `directory.patron-changed` (once for each card number and username); intake computes it from an uploaded line and keeps nothing else.
 * @param secret the installation's, the same in every service
 * @param library the library's symbol: the same card number at two libraries is two people
 */
export const patronKey = (secret: string, library: string, name: string): string =>
  `k_${createHmac('sha256', secret)
    .update(`trillium patron key 1\n${library}\n${normalized(name)}`)
    .digest('base64url')}`;
