import { isBlank } from '#lib/citation';
import { decodeValue } from './decode.ts';
import { splitQuery } from './split.ts';

/** What an OpenURL says of the thing wanted (the referent), by key without `rft.`. */
export interface Referent {
  /** Every value of a key that says something, 1.0 before 0.1, decoded. */
  readonly all: (...keys: string[]) => string[];
  /** The first value among these keys, in this order of keys. */
  readonly first: (...keys: string[]) => string | undefined;
  /** Values in which identifiers come: `rft_id`, `id`, `doi` …, each with its key, decoded. */
  readonly ids: readonly { readonly key: string; readonly value: string }[];
  /** `journal`, `book`, `dissertation` …: the last part of `rft_val_fmt`. */
  readonly format: string | undefined;
}

const ID_KEYS = new Set([
  'rft_id',
  'rft.id',
  'id',
  'doi',
  'rft.doi',
  'pmid',
  'rft.pmid',
  'oclcnum',
  'rft.oclcnum',
  'rft.identifier',
]);
const OTHERS = /^(?:rfe|rfr|req|res|svc|ctx|url|bpr3)[._]/;

/** Gathers what a query says. The citing work (`rfe`), the sender (`rfr`), time stamps and session data are left out. */
export function readKeys(query: string): Referent {
  const said = new Map<string, { value: string; rank: number }[]>();
  const ids: { key: string; value: string }[] = [];
  let format: string | undefined;
  for (const { key, value } of splitQuery(query)) {
    if (OTHERS.test(key)) continue;
    const text = decodeValue(value);
    if (key === 'rft_val_fmt') format ??= /([a-z_]+)\W*$/i.exec(text)?.[1]?.toLowerCase();
    if (ID_KEYS.has(key)) {
      if (text) ids.push({ key: key.replace(/^rft\./, ''), value: text });
      continue;
    }
    if (isBlank(text)) continue;
    const name = key.replace(/^rft\./, '');
    const values = said.get(name) ?? [];
    values.push({ value: text, rank: key.startsWith('rft.') ? 0 : 1 });
    said.set(name, values);
  }
  const all = (...keys: string[]): string[] =>
    keys.flatMap((key) => (said.get(key) ?? []).toSorted((a, b) => a.rank - b.rank).map(({ value }) => value));
  return { all, first: (...keys) => all(...keys)[0], ids, format };
}
