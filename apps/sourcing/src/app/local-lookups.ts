import type { LibraryChanged, PartnerChanged } from '#lib/contracts';
import { DAY, localDate, money, workingDaysBetween } from '#lib/kernel';
import { statement, type Tx } from '#lib/messaging';
import type { Asked, Found, Holder, Lookups, LookupValue } from '#lib/policy';
import type { SourcingState } from '../domain/request/state.ts';
import { countCopies, countedWorks } from './copyright.ts';
import { lenderRecords } from './hear-lenders.ts';
import { findTitles, licensedFinding } from './licenses/licensed-titles.ts';

/** The request as it stands at this moment, by its library's own calendar. */
export function askedOf(state: SourcingState, profile: LibraryChanged, now: Date): Asked {
  const { service, citation, wishes, verification, submittedAt } = state.request!;
  const { neededBy } = wishes;
  return {
    library: profile.symbol,
    currency: profile.currency,
    service,
    citation,
    wishes,
    verification,
    submittedAt,
    now: now.toISOString(),
    today: localDate(now, profile.timeZone),
    workingDaysLeft: neededBy ? workingDaysBetween(now, neededBy, profile) : null,
    citationLeftToStaff: state.citationLeftToStaff,
    otherEditionChosen: state.otherEditionChosen,
    ...(profile.sharedIls && { sharedSystem: profile.sharedIls }),
    ...(profile.costs && { ownCosts: profile.costs }),
    ...paysOf(profile, state.request!.patronGroup),
    ...(state.costLeftToStaff && { costLeftToStaff: state.costLeftToStaff }),
  };
}

/** What a patron of this group pays; nothing where the library charges nothing, or not them. */
function paysOf({ patronFees }: LibraryChanged, group: string): Pick<Asked, 'patronFees'> {
  const { freeGroups = [], ...fees } = patronFees ?? {};
  return Object.keys(fees).length && !freeGroups.includes(group) ? { patronFees: fees } : {};
}

interface Local {
  readonly patron: { readonly blocked: boolean; readonly group: string } | null;
  readonly earlier: { readonly id: string; readonly submittedAt: string } | null;
  readonly fund: { readonly code: string; readonly available: number; readonly currency: string } | null;
  readonly vouchers: LookupValue<'vouchers'> | null;
  readonly courses: readonly string[] | null;
  readonly open: { readonly open: number; readonly thisYear: number };
  readonly knowsDuplicate: boolean;
}

// what was asked for together is meant so often: of copies for a group each number is a thing of its own, and so is a volume that is named
const ALIKE = `(id = $5 or (($10::text is null or state #>> '{request,set,id}' is distinct from $10)
  and case when state #>> '{request,set,kind}' = 'copies' then concat_ws('/', state #>> '{request,set,number}', state #>> '{request,set,size}') else '' end = $11
  and lower(coalesce(state #>> '{request,citation,volume}', $12, '')) = lower(coalesce($12, state #>> '{request,citation,volume}', ''))))`;
// one journey to the database for all that is small; of two requests of one moment (lines of a file) intake says which came first
const LOCAL = statement(`select
  (select json_build_object('blocked', blocked or not active, 'group', "group") from patron where tenant = $1 and ref = $2) as patron,
  (select json_build_object('id', id, 'submittedAt', submitted_at) from request
     where tenant = $1 and (id = $5 or (patron_ref = $2 and work_key = $3 and submitted_at < $6::timestamptz))
     and id <> $4 and ${ALIKE} and (ended is null or ended = 'supplied') order by (id = $5) desc nulls last, submitted_at desc limit 1) as earlier,
  exists (select from request where tenant = $1 and id = $5) as "knowsDuplicate",
  (select json_build_object('code', code, 'available', available, 'currency', currency) from fund where tenant = $1 and currency = $8
     order by (starts_on <= $7::date and ends_on >= $7::date) desc nulls last, ends_on desc nulls last, code limit 1) as fund,
  (select json_build_object('full', "full", 'half', half) from voucher_left where tenant = $1) as vouchers,
  (select json_agg(course order by course) from course_adoption where tenant = $1 and isbn = any($9)) as courses,
  (select json_build_object('open', count(*) filter (where ended is null),
     'thisYear', count(*) filter (where submitted_at >= date_trunc('year', $7::date)))
     from request where tenant = $1 and patron_ref = $2 and id <> $4) as open`);

const NO_VOUCHERS = { full: 0, half: 0 };

/** What this service's own tables say; the copyright count holds its works until the transaction ends. */
export async function localLookups(tx: Tx, id: string, state: SourcingState, asked: Asked): Promise<Lookups> {
  const { patronRef, workKey, duplicateOf, submittedAt, set } = state.request!;
  const { citation, today, now: at } = asked;
  const [row] = await tx.query<Local>(LOCAL, [
    tx.tenant,
    patronRef,
    workKey,
    id,
    duplicateOf ?? null,
    submittedAt,
    today,
    asked.currency,
    citation.isbn,
    set?.id ?? null,
    set?.kind === 'copies' ? `${set.number}/${set.size}` : '',
    state.request!.service === 'loan' ? (citation.volume ?? null) : null,
  ]);
  const { patron, earlier, fund, vouchers, courses, knowsDuplicate, open } = row!;
  const titles = await findTitles(tx, citation);
  const copies = await countCopies(tx, id, countedWorks(state.request!), today);
  const found = <Value>(value: Value, source: string): Found<Value> => ({ known: true, value, source, at });
  const unknown = (reason: string, source: string): Found<never> => ({ known: false, reason, source, at });
  // intake saw the earlier request, which may not have reached this service yet: it says that it is recent
  const untold = duplicateOf && !knowsDuplicate ? { id: duplicateOf, submittedAt } : undefined;
  const same = earlier ? { id: earlier.id, submittedAt: new Date(earlier.submittedAt).toISOString() } : untold;
  return {
    request: found(asked, 'the request'),
    patron: patron
      ? found(patron, 'the patron file')
      : unknown('The library has told nothing of this patron yet.', 'the patron file'),
    earlier: found(same ? { same } : {}, "the patron's requests"),
    tried: found({ tried: [...state.tried] }, 'the attempts so far'),
    'open-requests': found(open, "the patron's requests"),
    // who keeps none has none
    vouchers: found(state.vouchersLeft ?? vouchers ?? NO_VOUCHERS, state.vouchersLeft ? 'payment, when it refused' : 'payment'),
    fund: fundFinding(state, fund, found, unknown),
    copyright: found({ copies }, "the library's record of copies"),
    licenses: found(licensedFinding(titles, citation, today), "the library's title list"),
    'course-adoptions': found({ courses: [...(courses ?? [])] }, 'the course-adoption list'),
  };
}

/** What payment said when it refused outweighs the hint from before. */
function fundFinding(
  { refused }: SourcingState,
  fund: Local['fund'],
  found: <Value>(value: Value, source: string) => Found<Value>,
  unknown: (reason: string, source: string) => Found<never>,
): NonNullable<Lookups['fund']> {
  if (refused)
    return {
      known: true,
      value: { fund: refused.fund, available: refused.available },
      source: 'payment, when it refused',
      at: refused.at,
    };
  if (!fund) return unknown('The library has no fund in its currency.', 'payment');
  return found({ fund: fund.code, available: money(fund.available, fund.currency) }, 'payment');
}

// of a member its own word counts, of others what is agreed with them
const PARTNERS =
  statement(`select p.id, p.profile, l.profile->>'sharedIls' as system, coalesce(x.lent, 0) - coalesce(x.borrowed, 0) as balance,
    coalesce(l.profile->'closures', p.profile->'closures') as closures,
    (l.profile->'settling'->>'withoutIfm')::boolean as "withoutIfm"
  from partner p left join library l on l.symbol = p.symbol left join exchange x on x.tenant = p.tenant and x.partner = p.symbol
  where p.tenant = $1 and p.active order by p.symbol`);

interface Closure {
  readonly from: string;
  readonly to: string;
}
/** The first day on which it is there again, where it is closed today; closures that follow upon each other are one. */
export function backOn(closures: readonly Closure[], today: string): string | undefined {
  let day = today;
  for (const { from, to } of closures.toSorted((a, b) => a.from.localeCompare(b.from)))
    if (from <= day && day <= to) day = new Date(Date.parse(to) + DAY).toISOString().slice(0, 10);
  return day === today ? undefined : day;
}

/** Who of both takes no part in IFM; undefined where both do, or OCLC does not settle at all. */
function notInIfm(library: LibraryChanged, partner: PartnerChanged, saysItself: boolean | null): Holder['notInIfm'] {
  if (partner.settledBy !== 'OCLC') return undefined;
  const missing: NonNullable<Holder['notInIfm']> = [
    ...(library.settling?.withoutIfm ? (['borrower'] as const) : []),
    ...((saysItself ?? partner.withoutIfm) ? (['lender'] as const) : []),
  ];
  return missing.length ? missing : undefined;
}

const given = <Name extends string, Value>(name: Name, value: Value | undefined) =>
  (value === undefined ? {} : { [name]: value }) as { readonly [_ in Name]?: Value };

/**
 * The library's partners with how loans and copies stand between the two how it has answered so far, and whether
 * anybody is there.
 * @param today the asking library's own date
 */
export async function knownPartners(tx: Tx, profile: LibraryChanged, today: string) {
  const rows = await tx.query<{
    id: string;
    profile: PartnerChanged;
    system: string | null;
    balance: number;
    closures: Closure[] | null;
    withoutIfm: boolean | null;
  }>(PARTNERS, [tx.tenant]);
  const records = await lenderRecords(tx);
  return rows.map(({ id, profile: partner, system, balance, closures, withoutIfm }) => ({
    partnerId: id,
    symbol: partner.symbol,
    name: partner.name,
    member: partner.member,
    country: partner.country,
    settledBy: partner.settledBy,
    ...given('notInIfm', notInIfm(profile, partner, withoutIfm)),
    loansOpen: partner.loansOpen,
    lendsAv: partner.lendsAv,
    daysToRespond: partner.daysToRespond,
    lastResort: partner.lastResort,
    sameSystem: Boolean(system) && system === profile.sharedIls,
    balance,
    record: records.get(partner.symbol)?.record ?? { asked: 0, filled: 0 },
    open: records.get(partner.symbol)?.open ?? 0,
    ...(partner.carrier && { carrier: partner.carrier }),
    ...(partner.postage && { postage: partner.postage }),
    ...(partner.mostOpen && { mostOpen: partner.mostOpen }),
    ...(partner.vouchers && { vouchers: partner.vouchers }),
    ...given('backOn', backOn(closures ?? [], today)),
  }));
}
