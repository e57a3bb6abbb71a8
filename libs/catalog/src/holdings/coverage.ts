import type { MarcField, MarcRecord } from '../marc.ts';

export interface Span {
  readonly from: number;
  /** Absent: to the present. */
  readonly to?: number;
}
/** What a serial's holdings say is there; absent where they do not say it in a way that can be read. */
export interface Coverage {
  readonly years?: readonly Span[];
  readonly volumes?: readonly Span[];
}

const YEAR = /(?:1[5-9]|20)\d{2}/g;
const OPEN = /-\s*(?:\(?(?:present|current|date|to date)\)?\s*)?$/i;

/** Years in a textual holdings statement (866 $a): `1979-1998, 2001-`, `v.12(1990)-v.30(2008)`. */
export function yearsIn(statement: string): Span[] {
  return statement.split(/[,;]/).flatMap((part) => {
    const years = part.match(YEAR)?.map(Number) ?? [];
    const [from] = years;
    if (from === undefined) return [];
    const to = years.at(-1)!;
    // an end before the beginning is no span: `1999-98` was read wrongly
    return OPEN.test(part.trim()) ? [{ from }] : to < from ? [] : [{ from, to }];
  });
}

/** Volumes in a textual holdings statement: `v.1-25`, `v. 3 (1990)-v. 12 (1999)`, `Bd. 4-`; issues and parts are left alone. */
export function volumesIn(statement: string): Span[] {
  return statement.split(/[,;]/).flatMap((part): Span[] => {
    const found =
      /\b(?:v(?:ols?|olumes?)?|bd|jg|t(?:omes?)?)\.?\s*(\d{1,4})(?:\s*\([^)]*\))?(?:\s*(-)\s*(?:(?:v(?:ols?|olumes?)?|bd|jg|t(?:omes?)?)\.?\s*)?(\d{1,4})?(?!\d))?/i.exec(
        part,
      );
    if (!found) return [];
    const [from, to] = [Number(found[1]), found[3] === undefined ? undefined : Number(found[3])];
    if (!found[2]) return [{ from, to: from }];
    if (to === undefined) return OPEN.test(part.trim()) ? [{ from }] : [];
    return to < from ? [] : [{ from, to }];
  });
}

const merged = (spans: readonly Span[]): Span[] => {
  const result: { from: number; to?: number }[] = [];
  for (const { from, to } of spans.toSorted((a, b) => a.from - b.from)) {
    const last = result.at(-1);
    if (last && (last.to === undefined || from <= last.to + 1)) {
      if (to === undefined) delete last.to;
      else if (last.to !== undefined && to > last.to) last.to = to;
    } else result.push({ from, ...(to !== undefined && { to }) });
  }
  return result;
};

/** `1-10`, `1990-`, `1990/1991` or one number, as 863 has them beside a caption; undefined for anything else. */
function spanOf(text: string | undefined): Span | undefined {
  const found = /^\s*(\d{1,4})(?:\/\d{1,4})?\s*(?:(-)\s*(?:(\d{1,4})(?:\/(\d{1,4}))?)?)?\s*$/.exec(text ?? '');
  if (!found) return undefined;
  const from = Number(found[1]);
  if (!found[2]) return { from, to: from };
  if (found[3] === undefined) return { from };
  const to = Number(found[4] ?? found[3]);
  return to < from ? undefined : { from, to };
}

const isYear = ({ from, to = from }: Span): boolean => from >= 1500 && to <= 2100;

/** One 863 (864, 865) read by the captions of its 853 (854, 855): MARC 21 holdings, $a–$h enumeration, $i–$m chronology; $8 links the two. */
function structured(pair: MarcField, captions: readonly MarcField[]): Coverage {
  const link = pair.first('8')?.split('.')[0];
  const caption =
    captions.find((one) => one.first('8')?.split('.')[0] === link) ?? (captions.length === 1 ? captions[0] : undefined);
  const years: Span[] = [];
  const volumes: Span[] = [];
  for (const code of ['a', 'i']) {
    const span = spanOf(pair.first(code));
    if (!span) continue;
    const said = caption?.first(code) ?? '';
    // a caption in parentheses is not printed: (year)
    if (/year|\(\s*(yr|jahr|an|año)/i.test(said) || (code === 'i' && !caption && isYear(span))) {
      if (isYear(span)) years.push(span);
    } else if (code === 'a' && /^(v|bd|jg|t|tome|vol)/i.test(said)) volumes.push(span);
  }
  return { years, volumes };
}

/**
 * What a serial's holdings say is there: from textual holdings (866; 867 and 868 are supplements and indexes) and captions with enumeration
 * (853 and 863). What cannot be read with certainty is left out; where nothing can, the coverage is unknown, which is not *none*.
 */
export function coverageOf(record: MarcRecord): Coverage {
  // Alma sums a holding's 866 up in $v of its AVA
  const textual = [
    ...record.fields('866').flatMap((field) => field.all('a')),
    ...record.fields('AVA').flatMap((field) => field.all('v')),
  ];
  const parts = record.fields('863').map((pair) => structured(pair, record.fields('853')));
  const years = merged([...textual.flatMap(yearsIn), ...parts.flatMap((part) => part.years ?? [])]);
  const volumes = merged([...textual.flatMap(volumesIn), ...parts.flatMap((part) => part.volumes ?? [])]);
  return { ...(years.length && { years }), ...(volumes.length && { volumes }) };
}

/** What a license lets one read online, as Alma’s AVE has it: `Available from 1997 volume: 1 issue: 1 until 2010`, more than one after another. */
export function onlineCoverageOf(record: MarcRecord): Coverage {
  const years = record
    .fields('AVE')
    .filter((field) => field.first('e') !== 'Not Available')
    .flatMap((field) => field.all('s'))
    .flatMap((text) => text.split(/(?=Available (?:from|in|until))/i))
    .flatMap((part): Span[] => {
      const [from] = /\bfrom\D*(\d{4})/i.exec(part)?.slice(1) ?? [];
      const [to] = /\b(?:until|to)\D*(\d{4})/i.exec(part)?.slice(1) ?? [];
      const [only] = /\bin\D*(\d{4})/i.exec(part)?.slice(1) ?? [];
      if (from) return [{ from: Number(from), ...(to && { to: Number(to) }) }];
      return only ? [{ from: Number(only), to: Number(only) }] : [];
    });
  return years.length ? { years: merged(years) } : {};
}
