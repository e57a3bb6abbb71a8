import type { LoggerService } from '@nestjs/common';
import { pino, type DestinationStream, type Level, type Logger } from 'pino';
import { logContext } from './context.ts';
import { scrub, scrubText } from './scrub.ts';

export interface LogOptions {
  readonly level: 'error' | 'warn' | 'info' | 'debug' | 'silent';
  readonly format: 'json' | 'text';
  /** Where lines go; standard output by default. */
  readonly destination?: DestinationStream;
}

const STARTING = new Set([
  'NestFactory',
  'InstanceLoader',
  'RoutesResolver',
  'RouterExplorer',
  'NestApplication',
  'NestMicroservice',
]);
const LEVELS = pino.levels.labels;

/** A line for people: time, level, service, context, message. */
const textLine = (line: string): string => {
  const { time, level, service, context, msg, err, ...rest } = JSON.parse(line) as Record<string, unknown> & {
    time: string;
    level: number;
  };
  const more = Object.entries(rest).filter(([, value]) => value !== undefined);
  const details = more.map(([name, value]) => `${name}=${typeof value === 'string' ? value : JSON.stringify(value)}`).join(' ');
  const head = [time.slice(11, 23), (LEVELS[level] ?? '').padEnd(5), [service, context].filter(Boolean).join(' '), msg, details];
  const stack = (err as { stack?: string } | undefined)?.stack;
  return `${head.filter(Boolean).join(' ')}\n${stack ? `${stack}\n` : ''}`;
};

/** The process's log: JSON lines (pino), or text on a terminal. Every line says which HTTP request, message or job it belongs to. */
export function makeLog({ level, format, destination = process.stdout }: LogOptions): Logger {
  const target = format === 'json' ? destination : { write: (line: string) => destination.write(textLine(line)) };
  return pino(
    {
      level,
      base: null,
      timestamp: pino.stdTimeFunctions.isoTime,
      mixin: () => ({ ...logContext() }),
      serializers: { err: (error: unknown) => error },
    },
    target,
  );
}

const describe = (value: unknown): { msg?: string; fields?: object } => {
  if (typeof value === 'string') return { msg: scrubText(value) };
  if (value instanceof Error) return { msg: scrubText(value.message), fields: { err: scrub(value) } };
  if (typeof value === 'object' && value !== null) {
    const { message, ...fields } = scrub(value) as { message?: unknown };
    return { ...(typeof message === 'string' ? { msg: message } : {}), fields };
  }
  return { msg: String(value) };
};

/** Nest's log on pino. The last parameter Nest passes is the context; `error` may have a stack before it. */
export class NestLog implements LoggerService {
  readonly #pino: Logger;

  /** One a process: Nest keeps a single log, whichever of its applications writes. */
  constructor(log: Logger) {
    this.#pino = log;
  }
  log(message: unknown, ...more: unknown[]): void {
    this.#write('info', message, more);
  }
  error(message: unknown, ...more: unknown[]): void {
    this.#write('error', message, more);
  }
  warn(message: unknown, ...more: unknown[]): void {
    this.#write('warn', message, more);
  }
  debug(message: unknown, ...more: unknown[]): void {
    this.#write('debug', message, more);
  }
  verbose(message: unknown, ...more: unknown[]): void {
    this.#write('trace', message, more);
  }
  fatal(message: unknown, ...more: unknown[]): void {
    this.#write('fatal', message, more);
  }

  #write(level: Level, message: unknown, more: readonly unknown[]): void {
    if (!this.#pino.isLevelEnabled(level)) return;
    // what Nest tells of its own start (every route, every module) is for those who look for a fault in it
    if (level === 'info' && STARTING.has(String(more.at(-1)))) return this.#write('debug', message, more);
    const context = typeof more.at(-1) === 'string' ? (more.at(-1) as string) : undefined;
    const stack =
      more.length > 1 || context?.includes('\n    at ')
        ? more.find((value) => typeof value === 'string' && value.includes('\n    at '))
        : undefined;
    const { msg, fields } = describe(message);
    this.#pino[level](
      {
        ...(context && context !== stack ? { context } : {}),
        ...fields,
        ...(typeof stack === 'string' ? { err: { stack: scrubText(stack) } } : {}),
      },
      msg,
    );
  }
}
