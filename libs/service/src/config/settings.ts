import { z } from 'zod';

/** One setting a process reads from its environment. */
export interface Setting<Schema extends z.ZodType = z.ZodType> {
  readonly schema: Schema;
  /** What it is for, in a sentence: the table docs/environment.md is made from it. */
  readonly about: string;
  /** What to write when it is missing or wrong. */
  readonly remedy: string;
  /** Its value is not shown. */
  readonly secret?: boolean;
  /** What holds when it is not set, where the schema's default does not say it. */
  readonly unset?: string;
  /** It is the address of a service outside, which the simulated outside plays at this path for practice copies (outgoing/practice.ts). */
  readonly playedAt?: string;
}

export type Settings = Readonly<Record<string, Setting>>;

/** The checked values. */
export type ConfigOf<S extends Settings> = { readonly [Name in keyof S]: z.output<S[Name]['schema']> };

export type Environment = Readonly<Record<string, string | undefined>>;

/** Declares a setting. The schema sees text, or undefined where it is not set or empty: `z.coerce.number()`, `z.stringbool()`, `z.url()` … */
export const setting = <Schema extends z.ZodType>(schema: Schema, words: Omit<Setting, 'schema'>): Setting<Schema> => ({
  schema,
  ...words,
});

/** Declares the settings of a service, by their names in the environment. */
export const settings = <S extends Settings>(all: S): S => all;

export interface SettingFault {
  readonly name: string;
  readonly problem: string;
  readonly remedy: string;
}

/** A process cannot start with these settings. The message lists every one. */
export class ConfigError extends Error {
  readonly faults: readonly SettingFault[];

  constructor(faults: readonly SettingFault[]) {
    const lines = faults.map(({ name, problem, remedy }) => `  ${name}: ${problem}\n    → ${remedy}`);
    super(`${faults.length === 1 ? 'One setting is' : `${faults.length} settings are`} wrong:\n${lines.join('\n')}`);
    this.name = 'ConfigError';
    this.faults = faults;
  }
}

const given = (environment: Environment, name: string): string | undefined => environment[name]?.trim() || undefined;

/** What is wrong with each of these settings; the values of those that are right. */
export function checkSettings<S extends Settings>(
  all: S,
  environment: Environment,
): { values: ConfigOf<S>; faults: SettingFault[] } {
  const values: Record<string, unknown> = {};
  const faults: SettingFault[] = [];
  for (const [name, { schema, remedy, secret }] of Object.entries(all)) {
    const text = given(environment, name);
    const parsed = schema.safeParse(text);
    if (parsed.success) values[name] = parsed.data;
    else {
      const why = parsed.error.issues.map(({ message }) => message).join('; ');
      faults.push({
        name,
        remedy,
        problem: text === undefined ? 'is not set' : `${secret ? 'its value' : `"${text}"`} will not do (${why})`,
      });
    }
  }
  return { values: values as ConfigOf<S>, faults };
}

/**
 * The settings' values.
 * @throws ConfigError that lists every one that is missing or wrong, with what to do about it.
 */
export function readSettings<S extends Settings>(all: S, environment: Environment): ConfigOf<S> {
  const { values, faults } = checkSettings(all, environment);
  if (faults.length) throw new ConfigError(faults);
  return values;
}

/** Names that begin as Trillium's own do and mean nothing: misspelt, most likely. */
export const misspelt = (environment: Environment, known: readonly string[]): SettingFault[] =>
  Object.keys(environment)
    .filter((name) => name.startsWith('TRILLIUM_') && !name.startsWith('TRILLIUM_RUN_') && !known.includes(name))
    .map((name) => ({
      name,
      problem: 'there is no such setting',
      remedy: `Correct its name; there are: ${known.filter((k) => k.startsWith('TRILLIUM_')).join(', ')}`,
    }));
