/** How a command ended: 0 done, 1 done and something was found, 2 wrong use. */
export type ExitCode = 0 | 1 | 2;

export interface Streams {
  readonly out: (line: string) => void;
  readonly err: (line: string) => void;
}

export interface Command {
  readonly name: string;
  /** One line for the list of commands. */
  readonly summary: string;
  /** How to call it, with its options. */
  readonly usage: string;
  run(args: readonly string[], streams: Streams): Promise<ExitCode>;
}

/** Called in a way the command does not understand: exit 2, with what to write instead. */
export class UsageError extends Error {
  readonly remedy: string;

  constructor(message: string, remedy: string) {
    super(message);
    this.remedy = remedy;
  }
}
