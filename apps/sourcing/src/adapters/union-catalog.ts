import type { Asked, Holder, LookupValue } from '#lib/policy';
import { wantsDocument } from '#lib/policy';
import { PermanentError } from '#lib/messaging';
import type { Borrower, KnownPartner } from './look-ups.port.ts';
import { matchOf, queryFor, type Title, titleOf } from './bibliographic.ts';
import { yearsIn, type MarcField, type MarcRecord } from '#lib/catalog';
import { searchRetrieve, type SruCatalog } from './sru.ts';

/** Which of the library's partners hold what is asked for, by the union catalog. Holders that are no partners are left out. */
export async function lookInUnionCatalog(
  catalog: SruCatalog,
  asked: Asked,
  borrower: Borrower,
  signal: AbortSignal,
): Promise<LookupValue<'holders'>> {
  const query = queryFor(asked.citation);
  if (!query) return gather([], asked, borrower);
  const { total, records } = await searchRetrieve(catalog, query, signal);
  const found = records.map(({ marc }) => marc);
  if (total > records.length && !found.some((record) => matchOf(titleOf(record), asked.citation)))
    throw new PermanentError(`the union catalog found ${total} records and sent ${records.length}; the title is none of these`);
  return gather(found, asked, borrower);
}

export function gather(records: readonly MarcRecord[], asked: Asked, borrower: Borrower): LookupValue<'holders'> {
  const matching = records.flatMap((record) => {
    const title = titleOf(record);
    const match = matchOf(title, asked.citation);
    return match ? [{ record, title, match }] : [];
  });
  // class and genre of the wanted edition, where it is there; of another one otherwise
  const named = matching.some(({ match }) => match !== 'other-edition')
    ? matching.filter(({ match }) => match !== 'other-edition')
    : matching;
  return {
    holders: matching.flatMap(({ record, title, match }) => holdersIn(record, title, match, asked, borrower)).slice(0, 200),
    classes: unique(named.flatMap(({ record }) => record.fields('050', '090').flatMap((field) => field.all('a')))).slice(0, 20),
    genres: unique(named.flatMap(({ record }) => genresOf(record))).slice(0, 60),
  };
}

const unique = (all: readonly string[]): string[] => [...new Set(all)];

/** Genre headings (655 $a, 650 $v), subjects that name a form, and `juvenile` by 008/22 = j (MARC 21, target audience). */
function genresOf(record: MarcRecord): string[] {
  const headings = [
    ...record.fields('655', '650').flatMap((field) => [...field.all('a'), ...field.all('v')]),
    ...(record.control('008')?.[22] === 'j' ? ['juvenile'] : []),
  ];
  return headings.map((heading) => heading.toLowerCase().replace(/[.;,\s]+$/, ''));
}

function holdersIn(
  record: MarcRecord,
  title: Title,
  match: 'same' | 'other-edition' | 'journal',
  asked: Asked,
  borrower: Borrower,
): Holder[] {
  const locations = record.fields('852');
  const symbols = unique(record.fields('850', '852').flatMap((field) => field.all('a')));
  return symbols.flatMap((symbol): Holder[] => {
    const partner = borrower.partners.find((known) => known.symbol === symbol);
    if (!partner || symbol === borrower.symbol) return [];
    const own = locations.filter((field) => field.first('a') === symbol);
    const terms = record
      .fields('845')
      .filter((field) => field.first('5') === symbol)
      .flatMap((field) => field.all('f'));
    return (own.length ? own : [undefined])
      .filter((location) => match !== 'journal' || holdsYear(location, asked.citation.year))
      .map((location) => {
        const format = location?.first('x') === 'electronic' ? 'electronic' : 'print';
        return holderOf(partner, borrower, asked, { title, match, format, maySupply: maySupply(terms, format, asked) });
      });
  });
}

/** A partner that holds it, with what is agreed with it. */
export function holderOf(
  partner: KnownPartner,
  borrower: Pick<Borrower, 'country'>,
  asked: Asked,
  held: { readonly title: Title; readonly match: 'same' | 'other-edition' | 'journal' } & Pick<Holder, 'format' | 'maySupply'>,
): Holder {
  const { title, match, format } = held;
  const editionText = [title.edition, title.year].filter(Boolean).join(', ');
  return {
    partnerId: partner.partnerId,
    symbol: partner.symbol,
    name: partner.name,
    member: partner.member,
    abroad: partner.country !== borrower.country,
    settledBy: partner.settledBy,
    ...(partner.notInIfm && { notInIfm: partner.notInIfm }),
    loansOpen: partner.loansOpen,
    lendsAv: partner.lendsAv,
    lastResort: partner.lastResort,
    sameSystem: partner.sameSystem,
    daysToRespond: asked.service === 'copy' ? partner.daysToRespond.copy : partner.daysToRespond.loan,
    balance: partner.balance,
    ...(partner.record && { record: partner.record }),
    ...(partner.carrier && { carrier: partner.carrier }),
    ...(partner.postage && { postage: partner.postage }),
    ...(partner.open !== undefined && { open: partner.open }),
    ...(partner.mostOpen && { mostOpen: partner.mostOpen }),
    ...(partner.vouchers && { vouchers: partner.vouchers[asked.service] }),
    ...(partner.backOn && { backOn: partner.backOn }),
    edition: match === 'other-edition' ? 'other' : 'same',
    ...(match === 'other-edition' && editionText && { editionText }),
    format,
    maySupply: held.maySupply,
  };
}

/** 852 $3 (materials specified) as years; where it says nothing, all of it is taken to be there. */
function holdsYear(location: MarcField | undefined, year: number | undefined): boolean {
  const spans = (location?.all('3') ?? []).flatMap(yearsIn);
  return !spans.length || year === undefined || spans.some(({ from, to }) => from <= year && (to === undefined || year <= to));
}

/** Terms of use (845 $f, by library in $5): a license that prohibits supplying, a library that does not lend it. */
function maySupply(terms: readonly string[], format: 'print' | 'electronic', asked: Asked): boolean {
  if (!wantsDocument(asked)) return !terms.includes('no-loan');
  return format === 'print' || !terms.includes('prohibited');
}
