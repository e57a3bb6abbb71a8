/** What one look of the doctor found. */
export interface Finding {
  readonly what: string;
  readonly state: 'good' | 'bad' | 'note';
  readonly detail: string;
  /** What to do about it, where it is bad. */
  readonly remedy?: string;
}

export const good = (what: string, detail: string): Finding => ({ what, state: 'good', detail });
export const note = (what: string, detail: string): Finding => ({ what, state: 'note', detail });
export const bad = (what: string, detail: string, remedy: string): Finding => ({ what, state: 'bad', detail, remedy });

/** The first line of what went wrong, for people. */
export const because = (error: unknown): string => {
  const text = error instanceof Error ? error.message || (error as NodeJS.ErrnoException).code || error.name : String(error);
  return text.split('\n')[0]!;
};
