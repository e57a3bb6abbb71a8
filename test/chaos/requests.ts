import type { NewRequest } from '#lib/contracts';
import { DEMO_START, loadData, loadRequests, type RequestRow, type WorldData } from '#test/world';

/** A line of the demo's file, asked for by somebody else: `round` gives each patron of the demo a companion of the same group. */
export interface Asked {
  readonly library: string;
  readonly row: RequestRow;
}

const companion = (card: string, round: number): string => (round ? `${card.slice(0, -3)}${round}${card.slice(-2)}` : card);

/**
 * The demo's world with so many companions of each patron, and money and stock for all of them.
 * Without companions every second line of a file would be a duplicate of the first.
 */
export function crowdedWorld(rounds: number): WorldData {
  const data = loadData();
  const rows = data.patrons;
  data.patrons = Array.from({ length: rounds }, (_, round) =>
    rows.map((patron) => ({
      ...patron,
      username: companion(patron.username, round),
      email: round ? `${round}-${patron.email}` : patron.email,
    })),
  ).flat();
  data.stocks = data.stocks.map((stock) => ({ ...stock, amount: stock.amount * rounds }));
  return data;
}

/** A day of the demo's file, as far ahead of `now` as it was of the demo's Monday. */
const moved = (day: string, now: Date): string =>
  new Date(Date.parse(day) + now.getTime() - Date.parse(DEMO_START)).toISOString().slice(0, 10);

/** The demo's 21 lines, asked for by the companions of that round. */
export const linesOf = (round: number): Asked[] =>
  loadRequests().map((row) => ({ library: row['Library']!, row: { ...row, Username: companion(row['Username']!, round) } }));

/** The line as it would be written now. */
export const writtenAt = (now: Date, { library, row }: Asked): Asked => ({
  library,
  row: { ...row, ...(row['NotWantedAfter'] && { NotWantedAfter: moved(row['NotWantedAfter'], now) }) },
});

/** A line as a program sends it. */
export function newRequest({ row }: Asked): NewRequest {
  const of = (name: string): string | undefined => row[name] || undefined;
  const article = row['RequestType'] === 'Article';
  const numbers = article ? { issn: of('ISSN') } : { isbn: of('ISSN') };
  const citation = {
    kind: of('DocumentType') === 'Journal' ? 'article' : of('RequestType') === 'Thesis' ? 'dissertation' : of('DocumentType'),
    title: of('PhotoArticleTitle') ?? of('LoanTitle'),
    container: of('PhotoJournalTitle'),
    authors: of('PhotoArticleAuthor') ?? of('LoanAuthor'),
    volume: of('PhotoJournalVolume'),
    issue: of('PhotoJournalIssue'),
    pages: of('PhotoJournalInclusivePages'),
    year: of('PhotoJournalYear') ?? of('LoanDate'),
    edition: of('LoanEdition'),
    publisher: of('LoanPublisher'),
    place: of('LoanPlace'),
    doi: of('DOI'),
    pmid: of('PMID'),
    oclc: of('ESPNumber'),
    ...numbers,
  };
  const given = Object.fromEntries(Object.entries(citation).filter(([, value]) => value !== undefined));
  return {
    patron: row['Username']!,
    service: article ? 'copy' : 'loan',
    citation: given,
    ...(of('NotWantedAfter') && { neededBy: of('NotWantedAfter') }),
    ...(of('AcceptAlternateEdition') && { anyEdition: of('AcceptAlternateEdition') === 'Yes' }),
  };
}
