/** What a field said before and says since, as text; absent where it said nothing. */
export interface Change {
  readonly field: string;
  readonly before?: string;
  readonly after?: string;
}

/** `library-set` → `library set`, `patronGroup` → `patron group`. */
export const inWords = (name: string): string =>
  name
    .replaceAll(/([a-z0-9])([A-Z])/g, '$1 $2')
    .replaceAll(/[-_.]/g, ' ')
    .toLowerCase();

/** Fields that say which event it is and when, which every entry says anyway. */
const SAID = new Set(['type', 'at', 'now']);
const DEEP = 3;
const LONGEST = 300;

/**
 * What an event changed: each field it names whose value is another than what was last said under that name, objects field by field.
 * @param before everything the aggregate's earlier events said, the latest of each name
 */
export function changes(before: Readonly<Record<string, unknown>>, data: Readonly<Record<string, unknown>>): Change[] {
  return Object.entries(data)
    .filter(([name]) => !SAID.has(name))
    .flatMap(([name, value]) => compared(inWords(name), before[name], value, 1));
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

function compared(field: string, before: unknown, after: unknown, depth: number): Change[] {
  if (isObject(after) && (isObject(before) || before === undefined) && depth < DEEP) {
    const names = new Set([...Object.keys(before ?? {}), ...Object.keys(after)]);
    return [...names].flatMap((name) => compared(`${field}: ${inWords(name)}`, before?.[name], after[name], depth + 1));
  }
  const [was, is] = [textOf(before), textOf(after)];
  if (was === is) return [];
  return [{ field, ...(was === undefined ? {} : { before: was }), ...(is === undefined ? {} : { after: is }) }];
}

/** A value as a person reads it. */
function textOf(value: unknown): string | undefined {
  if (value === undefined || value === null || value === '') return undefined;
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  if (typeof value === 'string' || typeof value === 'number') return shortened(String(value));
  if (Array.isArray(value)) {
    const texts = value.map((one) => textOf(one) ?? '').filter(Boolean);
    return texts.length ? shortened(texts.join(', ')) : undefined;
  }
  const parts = Object.entries(value).flatMap(([name, one]) => {
    const text = textOf(one);
    return text === undefined ? [] : [`${inWords(name)} ${text}`];
  });
  return parts.length ? shortened(parts.join('; ')) : undefined;
}

const shortened = (text: string): string => (text.length > LONGEST ? `${text.slice(0, LONGEST - 1)}…` : text);
