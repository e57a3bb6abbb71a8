import { z } from 'zod';
import type { Setting, Settings } from './settings.ts';

const cell = (text: string): string => text.replaceAll('|', '\\|').replaceAll('\n', ' ');

/** What holds when the setting is not there; undefined where it has to be. */
function whenUnset({ schema, unset }: Setting): string | undefined {
  if (unset) return unset;
  const parsed = schema.safeParse(undefined);
  if (!parsed.success) return undefined;
  return parsed.data === undefined ? '—' : `\`${typeof parsed.data === 'string' ? parsed.data : JSON.stringify(parsed.data)}\``;
}

/** The values a choice may have, for the reader of the table. */
const choices = ({ schema }: Setting): string => {
  const inner = schema instanceof z.ZodDefault || schema instanceof z.ZodOptional ? schema.unwrap() : schema;
  return inner instanceof z.ZodEnum ? ` (${inner.options.map((option) => `\`${option}\``).join(', ')})` : '';
};

export interface SettingsGroup {
  readonly title: string;
  readonly settings: Settings;
}

/** docs/environment.md: every setting there is, from the declarations themselves. */
export function environmentTable(groups: readonly SettingsGroup[]): string {
  const parts = [
    '# Settings',
    'Read from the environment when a process starts. A process with a wrong one does not start, and lists every one that is wrong.',
  ];
  for (const { title, settings } of groups) {
    const entries = Object.entries(settings);
    if (!entries.length) continue;
    const rows = entries.map(
      ([name, setting]) =>
        `| \`${name}\` | ${cell(setting.about)}${choices(setting)} | ${cell(whenUnset(setting) ?? '**has to be set**')} |`,
    );
    parts.push(`## ${title}`, ['| name | what it is | when not set |', '|---|---|---|', ...rows].join('\n'));
  }
  return `${parts.join('\n\n')}\n`;
}
