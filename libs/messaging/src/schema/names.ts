/** How many parts an inbox has: the most workers one service can have, over all its replicas. Fixed for good (it is stored in rows). */
export const PARTS = 16;

/** The role every service works as; it owns nothing, and row-level security applies to it. */
export const serviceRole = (service: string): string => `svc_${service}`;

/** The role that moves messages, claims jobs and reads deadlines across tenants, and writes nothing of the domain. */
export const RELAY_ROLE = 'relay';

/**
 * A name that may stand in SQL unquoted.
 * @throws RangeError for anything but lower-case letters, digits and underscores: names come from code, never from users.
 */
export function identifier(name: string): string {
  if (!/^[a-z][a-z0-9_]{0,57}$/.test(name)) throw new RangeError(`"${name}" is no plain SQL name (a-z, 0-9, _)`);
  return name;
}
