/** Why a command was refused, in words a person at the desk can act on. */
export interface Rejection {
  /** Stable, kebab-case, for programs: `unknown-library`. */
  readonly code: string;
  /** What is wrong, in plain words. */
  readonly message: string;
  /** The field (JSON path) or line at fault, where there is one. */
  readonly field?: string;
  /** What to do about it. */
  readonly remedy?: string;
  /** Several faults found in one go, e.g. every bad line of a file. */
  readonly details?: readonly Rejection[];
}

export const reject = (code: string, message: string, more: Omit<Rejection, 'code' | 'message'> = {}): Rejection => ({
  code,
  message,
  ...more,
});

/** Carries a rejection out of code that cannot return a Result (a Nest guard, a transaction to be rolled back). */
export class RejectionError extends Error {
  readonly rejection: Rejection;

  constructor(rejection: Rejection) {
    super(rejection.message);
    this.name = 'RejectionError';
    this.rejection = rejection;
  }
}

/** The value, or the rejection thrown: rolls back the transaction it is called in. */
export function unwrap<T>(result: { ok: true; value: T } | { ok: false; error: Rejection }): T {
  if (result.ok) return result.value;
  throw new RejectionError(result.error);
}
