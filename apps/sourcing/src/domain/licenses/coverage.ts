import { inWords, parseEmbargo, wallAt } from './embargo.ts';

/** One line of a title list: a span of a title; a title with gaps has several. Dates as the list has them: `YYYY`, `YYYY-MM`, `YYYY-MM-DD`. */
export interface CoverageLine {
  readonly from?: string;
  readonly to?: string;
  readonly fromVolume?: string;
  readonly toVolume?: string;
  readonly embargo?: string;
}

/** When the wanted thing came out, as far as the citation says. */
export interface Published {
  readonly year?: number;
  /** `YYYY-MM` or `YYYY-MM-DD`, where the citation says it. */
  readonly date?: string;
  readonly volume?: string;
}

const first = (date: string): string => (date.length === 4 ? `${date}-01-01` : date.length === 7 ? `${date}-01` : date);
const last = (date: string): string => {
  if (date.length === 4) return `${date}-12-31`;
  if (date.length > 7) return date;
  const [year = 0, month = 1] = date.split('-').map(Number);
  return new Date(Date.UTC(year, month, 0)).toISOString().slice(0, 10);
};
const number = (volume: string | undefined): number | undefined =>
  /^\d+$/.test(volume?.trim() ?? '') ? Number(volume) : undefined;

/**
 * Whether the thing is within this line's span on that day: true, false, or null where list or citation do not say enough (a year that
 * straddles a beginning, an end or a wall).
 */
export function covers(line: CoverageLine, published: Published, today: string): boolean | null {
  const date = published.date && /^\d{4}-\d{2}(-\d{2})?$/.test(published.date) ? published.date : published.year?.toString();
  if (!date) return covered(byVolume(line, published));
  const [earliest, latest] = [first(date), last(date)];
  let whole = true;
  for (const [from, to] of spans(line, today)) {
    if ((from && latest < from) || (to && earliest > to)) return false;
    if ((from && earliest < from) || (to && latest > to)) whole = false;
  }
  if (whole) return true;
  // the year alone straddles an end: the volume may tell
  return covered(byVolume(line, published));
}

const covered = (answer: boolean | undefined): boolean | null => answer ?? null;

function byVolume({ fromVolume, toVolume, embargo }: CoverageLine, { volume }: Published): boolean | undefined {
  const [wanted, from, to] = [number(volume), number(fromVolume), number(toVolume)];
  if (wanted === undefined || (from === undefined && to === undefined)) return undefined;
  if (from !== undefined && wanted < from) return false;
  if (to !== undefined && wanted > to) return false;
  // between two known volumes it is there; beyond a last one that is not named, a wall may be
  return to !== undefined || !embargo ? true : undefined;
}

/** From and to of the list itself and of its walls; open ends are undefined. */
function spans({ from, to, embargo }: CoverageLine, today: string): [string | undefined, string | undefined][] {
  const walls = parseEmbargo(embargo ?? '') ?? [];
  return [
    [from ? first(from) : undefined, to ? last(to) : undefined],
    ...walls.map((wall): [string | undefined, string | undefined] =>
      wall.kind === 'P' ? [undefined, wallAt(wall, today)] : [wallAt(wall, today), undefined],
    ),
  ];
}

/** `1979 to 12 months ago`, `1995 to 2003`, `the whole title`. */
export function coverageInWords({ from, to, embargo }: CoverageLine): string {
  const walls = (parseEmbargo(embargo ?? '') ?? []).map(inWords);
  if (!from && !to && !walls.length) return 'the whole title';
  const end = to ? `to ${to}` : walls.length ? '' : 'to the present';
  return [from ?? '', end, ...walls].filter(Boolean).join(' ');
}
