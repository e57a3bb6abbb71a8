import { foundIn, type FoundRecord } from '../sru/answer.ts';
import { readXml } from '../xml-tree.ts';

/** What a server or the client says went wrong: bib-1 diagnostics by number, ZOOM's own errors from 10000 on. */
export interface Z3950Error {
  readonly set: 'Bib-1' | 'ZOOM' | 'other';
  readonly code: number;
  readonly message: string;
}
export interface Z3950Answer {
  /** Hits of each search, in order. */
  readonly hits: readonly number[];
  readonly records: readonly FoundRecord[];
  /** Records that came in a form that cannot be read. */
  readonly unread: number;
  readonly errors: readonly Z3950Error[];
}

const ERROR = /^\S+ error: (.*?) \(([\w.-]+):(\d+)\) ?(.*)$/;
const HITS = /^\S+: (\d+) hits$/;
/** What zoomsh prints before each record it shows. */
const RECORD = /^\d+ (?:database=|\(|syntax=).*(?:syntax|schema)=/;

/**
 * Reads what zoomsh prints (YAZ 5): hits, errors, and each record behind a line of its own.
 * @throws nothing: a record that cannot be read is counted
 */
export function readZoomsh(output: string): Z3950Answer {
  const hits: number[] = [];
  const errors: Z3950Error[] = [];
  const chunks: string[][] = [];
  let record: string[] | undefined;
  for (const line of output.split(/\r?\n/)) {
    const error = ERROR.exec(line);
    const hit = HITS.exec(line);
    if (error) errors.push(errorOf(error[1]!, error[2]!, Number(error[3]), error[4]!));
    if (hit) hits.push(Number(hit[1]));
    if (error || hit) record = undefined;
    else if (RECORD.test(line)) chunks.push((record = []));
    else record?.push(line);
  }
  const read = chunks.map((lines) => recordIn(lines.join('\n')));
  return {
    hits,
    errors,
    records: read.flatMap((found) => found ?? []),
    unread: read.filter((found) => found === undefined).length,
  };
}

const errorOf = (message: string, set: string, code: number, more: string): Z3950Error => ({
  set: set === 'Bib-1' || set === 'ZOOM' ? set : 'other',
  code,
  message: more ? `${message}: ${more}` : message,
});

function recordIn(text: string): FoundRecord | undefined {
  const xml = text.slice(text.indexOf('<'), text.lastIndexOf('>') + 1);
  if (!xml) return undefined;
  try {
    return foundIn(readXml(xml, 'a record'))[0];
  } catch {
    return undefined;
  }
}
