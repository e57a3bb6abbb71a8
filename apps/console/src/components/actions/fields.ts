import { minorDigits, parseMoney, type Money } from '#lib/kernel';
import type { TaskAction } from '../../api/shapes.ts';

export type Field = TaskAction['fields'][number];
/** What stands in the form: text for everything, true or false for yes/no. */
export type Draft = Readonly<Record<string, string | boolean>>;

export const isMoney = (value: unknown): value is Money =>
  typeof value === 'object' && value !== null && 'minor' in value && 'currency' in value;

/** The currency of a money field: that of its first value, else the one it names, else dollars. */
export const currencyOf = ({ value, currency = 'USD' }: Field): string => (isMoney(value) ? value.currency : currency);

/** An amount as people write it: `24.50`. */
export const unitsOf = ({ minor, currency }: Money): string =>
  (minor / 10 ** minorDigits(currency)).toFixed(minorDigits(currency));

/** Minor units of what somebody wrote in a currency; undefined where it is no amount, or none such currency. */
export const minorIn = (text: string, currency: string): number | undefined =>
  /^[A-Z]{3}$/.test(currency) ? parseMoney(text.trim(), currency)?.minor : undefined;

function startOf({ kind, value }: Field): string | boolean {
  if (kind === 'yes-no') return value === true;
  if (value === undefined || value === null) return '';
  if (isMoney(value)) return unitsOf(value);
  return typeof value === 'string' || typeof value === 'number' ? String(value) : '';
}

export const startDraft = (fields: readonly Field[]): Draft =>
  Object.fromEntries(fields.map((field) => [field.name, startOf(field)]));

/** What is wrong, by field: a message key. */
export function faultsOf(fields: readonly Field[], draft: Draft): Readonly<Record<string, string>> {
  const faults: Record<string, string> = {};
  for (const field of fields) {
    const given = draft[field.name];
    const text = typeof given === 'string' ? given.trim() : '';
    if (typeof given === 'boolean') continue;
    if (!text) {
      if (field.required) faults[field.name] = 'fieldError.required';
    } else if (field.kind === 'money' && !parseMoney(text, currencyOf(field))) faults[field.name] = 'fieldError.noMoney';
    else if (field.kind === 'number' && !/^-?\d+([.,]\d+)?$/.test(text)) faults[field.name] = 'fieldError.noNumber';
    else if (field.kind === 'url' && !/^https?:\/\/\S+$/.test(text)) faults[field.name] = 'fieldError.noUrl';
  }
  return faults;
}

/** Whether there is anything to fill in: a choice of one that is made already goes along unseen. */
export const isShown = (field: Field): boolean =>
  !(field.kind === 'choice' && field.options?.length === 1 && field.options[0]?.value === field.value);

/** The body to send. Fields left empty are left out; a text that was emptied is sent empty, which takes the value away. */
export function bodyOf(fields: readonly Field[], draft: Draft): Record<string, unknown> {
  const body: Record<string, unknown> = {};
  for (const field of fields) {
    const given = draft[field.name];
    const cleared = given === '' && startOf(field) !== '' && (field.kind === 'text' || field.kind === 'long-text');
    if (typeof given === 'boolean' || cleared) body[field.name] = given;
    else if (given?.trim()) {
      const text = given.trim();
      if (field.kind === 'money') body[field.name] = parseMoney(text, currencyOf(field));
      else body[field.name] = field.kind === 'number' ? Number(text.replace(',', '.')) : text;
    }
  }
  return body;
}
