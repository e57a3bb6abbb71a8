import type { Problem } from '#lib/contracts';

/** The server refused: what is wrong, in which field, and what to do. */
export class ApiError extends Error {
  readonly status: number;
  readonly problem: Problem | undefined;

  constructor(status: number, problem: Problem | undefined) {
    super(problem?.detail ?? `HTTP ${status}`);
    this.name = 'ApiError';
    this.status = status;
    this.problem = problem;
  }
}

/** Nobody answered: no network, or the server is not running. */
export class OfflineError extends Error {
  override name = 'OfflineError';
}

/** Which message tells the person what happened. */
export function messageKey(error: unknown): string {
  if (error instanceof OfflineError) return 'error.offline';
  if (!(error instanceof ApiError)) return 'error.unexpected';
  if (error.status === 401) return 'error.signedOut';
  if (error.status === 403) return 'error.forbidden';
  if (error.status === 404) return 'error.notFound';
  if (error.status === 429) return 'error.tooMany';
  return error.status >= 500 ? 'error.server' : 'error.refused';
}

/** Whether asking again may help. */
export const mayPass = (error: unknown): boolean =>
  error instanceof OfflineError || (error instanceof ApiError && (error.status >= 500 || error.status === 429));

/** What the server refuses stands at the field of the form it was written in. @param move from the server's name to the form's, and what of it is meant */
export async function refusedAt<T>(
  move: (field: string) => { readonly field: string; readonly of?: string },
  work: Promise<T>,
): Promise<T> {
  try {
    return await work;
  } catch (error) {
    if (!(error instanceof ApiError) || !error.problem) throw error;
    const { problem, status } = error;
    const moved = (fault: Faults[number]): Faults[number] => {
      const { field, of } = move(fault.field ?? '');
      return { ...fault, field, message: of ? `${of}: ${fault.message}` : fault.message };
    };
    throw new ApiError(status, {
      ...problem,
      ...(problem.field && { field: move(problem.field).field }),
      ...(problem.errors && { errors: problem.errors.map(moved) }),
    });
  }
}
type Faults = NonNullable<Problem['errors']>;

/** For {@link refusedAt}: some fields of the form go by another name than the server's. */
export const named =
  (names: Readonly<Record<string, string>>) =>
  (field: string): { field: string } => ({ field: names[field] ?? field });

/** What is wrong at which path: `outgoing.secret`, `closures.1.to`. */
export function faultsByPath(error: unknown): Readonly<Record<string, string>> {
  if (!(error instanceof ApiError) || !error.problem) return {};
  const { problem } = error;
  const faults = problem.errors?.length
    ? problem.errors
    : [{ field: problem.field, message: problem.detail, remedy: problem.remedy }];
  const byPath: Record<string, string> = {};
  for (const { field, message, remedy } of faults) {
    const path = field
      ?.split(/[.[\]/]+/)
      .filter(Boolean)
      .join('.');
    if (path) byPath[path] ??= remedy ? `${message} ${remedy}` : message;
  }
  return byPath;
}

/** What is wrong with which field: the last name of its path, so that `citation.doi` finds the field `doi`. */
export function fieldErrors(error: unknown): Readonly<Record<string, string>> {
  const byField: Record<string, string> = {};
  for (const [path, words] of Object.entries(faultsByPath(error))) {
    const name = path
      .split('.')
      .filter((part) => !/^\d+$/.test(part))
      .at(-1);
    if (name) byField[name] ??= words;
  }
  return byField;
}
