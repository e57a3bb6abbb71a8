import { parseIsbns, parseIssns, tidyPart } from '#lib/citation';
import type { Account } from '#lib/service';
import type { Asked, Holder, LookupValue } from '#lib/policy';
import { matchOf, type Title } from './bibliographic.ts';
import { holderOf } from './union-catalog.ts';
import type { Borrower, KnownPartner } from './look-ups.port.ts';
import { WorldCat, worldCatQuery, type BriefRecord } from './oclc.ts';

/** Editions whose holders are asked for, the wanted one first. */
const EDITIONS = 3;
const worldCat = new WorldCat();

/**
 * Which of the library's partners hold what is asked for, by WorldCat. A partner is found by its symbol there, which is its own here too (`OCLC:`
 * before it, or not). WorldCat tells who holds a title, not which years of it, nor whether it is lent: that is the lender's answer.
 */
export async function lookInWorldCat(
  account: Account,
  asked: Asked,
  borrower: Borrower,
  signal: AbortSignal,
): Promise<LookupValue<'holders'>> {
  const query = worldCatQuery(asked.citation);
  const partners = new Map(borrower.partners.map((partner) => [symbolOf(partner), partner]));
  if (!query || !partners.size) return { holders: [], classes: [], genres: [] };
  const records = (await worldCat.bibs(account, query, signal)).flatMap((record) => {
    const title = titleOf(record);
    const match = matchOf(title, asked.citation);
    return match ? [{ record, title, match }] : [];
  });
  const wanted = records
    .toSorted((a, b) => Number(a.match === 'other-edition') - Number(b.match === 'other-edition'))
    .slice(0, EDITIONS);
  const holders: Holder[] = [];
  for (const { record, title, match } of wanted) {
    const symbols = await worldCat.holders(account, record.oclcNumber, [...partners.keys()], signal);
    const format = /ebook|digital|online|downloadable/i.test(record.specificFormat ?? '') ? 'electronic' : 'print';
    for (const symbol of symbols) {
      const partner = partners.get(symbol);
      if (partner && partner.symbol !== borrower.symbol && !holders.some((known) => known.symbol === partner.symbol))
        holders.push(holderOf(partner, borrower, asked, { title, match, format, maySupply: true }));
    }
  }
  return { holders: holders.slice(0, 200), classes: [], genres: [] };
}

const symbolOf = ({ symbol }: KnownPartner): string => symbol.replace(/^OCLC:/i, '').toUpperCase();

function titleOf({ oclcNumber, title, creator, date, edition, isbns, issns, generalFormat }: BriefRecord): Title {
  const year = Number(/\d{4}/.exec(date ?? '')?.[0]);
  return {
    record: oclcNumber,
    title: tidyPart(title),
    ...(edition && { edition: tidyPart(edition) }),
    ...(year >= 1000 && year <= 2100 && { year }),
    isbn: isbns.flatMap((text) => parseIsbns(text).found),
    issn: issns.flatMap((text) => parseIssns(text).found),
    authors: creator ? [creator] : [],
    serial: /^(Jrnl|Journal|Serial|News)/i.test(generalFormat),
    av: /^(Video|Audiobook|Music|Sound|Game|Image|Object|Visual)/i.test(generalFormat),
  };
}

/** Both lists as one: what the union catalog says of a holder counts more, as it knows years and terms. */
export function withWorldCat(union: LookupValue<'holders'>, others: LookupValue<'holders'>): LookupValue<'holders'> {
  const known = new Set(union.holders.map(({ symbol }) => symbol));
  const more = others.holders.filter(({ symbol }) => !known.has(symbol));
  return { ...union, holders: [...union.holders, ...more].slice(0, 200) };
}
