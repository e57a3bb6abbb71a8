import { type ChildProcess, spawn } from 'node:child_process';
import { appendFileSync } from 'node:fs';

/** A program under test, its output kept, ended for good when told. */
export class Program {
  readonly name: string;
  readonly #start: () => ChildProcess;
  #child: ChildProcess | undefined;
  #output = '';
  readonly #logFile: string | undefined;

  constructor(name: string, args: string[], env: Record<string, string | undefined>, logFile?: string) {
    this.name = name;
    this.#logFile = logFile;
    this.#start = () =>
      spawn(process.execPath, ['--enable-source-maps', ...args], {
        stdio: ['ignore', 'pipe', 'pipe'],
        env: { ...process.env, NODE_OPTIONS: '', ...env },
      });
  }

  get output(): string {
    return this.#output;
  }
  /** Of the process, once started. */
  get pid(): number | undefined {
    return this.#child?.pid;
  }
  get running(): boolean {
    return this.#child !== undefined && this.#child.exitCode === null && this.#child.signalCode === null;
  }

  start(): this {
    this.#child = this.#start();
    const keep = (chunk: Buffer): void => {
      this.#output = (this.#output + chunk.toString()).slice(-200_000);
      if (this.#logFile) appendFileSync(this.#logFile, chunk);
    };
    this.#child.stdout!.on('data', keep);
    this.#child.stderr!.on('data', keep);
    return this;
  }

  /** Resolves with the first match of `pattern` in what the program prints from now on. @throws Error with its output when it ends first. */
  async says(pattern: RegExp, within = 60_000): Promise<RegExpExecArray> {
    const end = Date.now() + within;
    for (;;) {
      const match = pattern.exec(this.#output);
      if (match) return match;
      if (!this.running) throw new Error(`${this.name} ended before it said ${pattern}:\n${this.#output.slice(-4000)}`);
      if (Date.now() > end)
        throw new Error(`${this.name} did not say ${pattern} in ${within / 1000} s:\n${this.#output.slice(-4000)}`);
      await new Promise((resolve) => setTimeout(resolve, 25));
    }
  }

  /** Waits until it ends by itself. @throws Error with its output when it does not end well */
  async ended(within = 60_000): Promise<void> {
    const end = Date.now() + within;
    while (this.running && Date.now() < end) await new Promise((resolve) => setTimeout(resolve, 25));
    if (this.running || this.#child?.exitCode !== 0)
      throw new Error(`${this.name} did not end well:\n${this.#output.slice(-4000)}`);
  }

  /** Sends the signal and waits for the end; the exit code, or null when a signal ended it. */
  async stop(signal: NodeJS.Signals = 'SIGTERM'): Promise<number | null> {
    const child = this.#child;
    if (!child || child.exitCode !== null || child.signalCode !== null) return child?.exitCode ?? null;
    const ended = new Promise<number | null>((resolve) => child.once('exit', resolve));
    child.kill(signal);
    const late = setTimeout(() => child.kill('SIGKILL'), 20_000);
    const code = await ended;
    clearTimeout(late);
    this.#output = '';
    return code;
  }
}
