import { titleKey } from '#lib/citation';
import { ok, type Rejection, type Result } from '#lib/kernel';
import { json, statement, type Tx } from '#lib/messaging';
import { readKbart, type KbartLine } from './licenses/read-kbart.ts';

export interface Imported {
  readonly taken: number;
  /** Lines left out, and what was not understood on lines that were taken. */
  readonly remarks: readonly { readonly line: number; readonly skipped: boolean; readonly reason: string }[];
}

const CLEAR = statement('delete from licensed_title where tenant = $1');
const ADD = statement(`insert into licensed_title (tenant, line, title, title_key, issn, isbn, package, url, coverage)
  select $1, line, title, title_key, issn, isbn, package, url, coverage
  from jsonb_to_recordset($2) as (line int, title text, title_key text, issn text[], isbn text[], package text, url text, coverage jsonb)`);
const BATCH = 2000;

const rowOf = ({ line, title, issn, isbn, url, publisher, from, to, fromVolume, toVolume, embargo }: KbartLine) => ({
  line,
  title,
  title_key: titleKey(title),
  issn,
  isbn,
  package: publisher ?? 'the title list',
  url: url ?? null,
  coverage: { from, to, fromVolume, toVolume, embargo },
});

/** Replaces the library's title list by this one (KBART, phase I or II); lines that cannot be used are left out with their reasons. */
export async function importTitleList(tx: Tx, file: Buffer): Promise<Result<Imported, Rejection>> {
  const read = readKbart(file);
  if (!read.ok) return read;
  const { lines, remarks } = read.value;
  await tx.execute(CLEAR, [tx.tenant]);
  for (let at = 0; at < lines.length; at += BATCH)
    await tx.execute(ADD, [tx.tenant, json(lines.slice(at, at + BATCH).map(rowOf))]);
  return ok({ taken: lines.length, remarks });
}
