import type { NewRequest, Outcome } from '#lib/contracts';
import { DAY, localDate, money, workingDaysBetween } from '#lib/kernel';
import type { DecidingPolicies, TriedSupplier } from '#lib/policy';
import { lenderAnswer, requestsFile, type RequestRow, type Variant } from '#test/world';
import { Desk, type Prepared } from '../../apps/cli/src/decide/desk.ts';
import type { Sandbox } from '../../apps/cli/src/decide/sandbox.ts';
import { readRequestsFile } from '../../apps/intake/src/app/read-requests-file.ts';
import { decideOffline, type OfflineDecision, type Providers } from '../../apps/sourcing/src/offline/index.ts';
import { foresee, type Foreseen, type Situation } from './oracle.ts';

/** A line nobody could make sense of, which the demo has not: for rule 3. */
const INCOMPLETE: RequestRow = {
  Library: 'LCC',
  Username: '22100000000015',
  RequestType: 'Article',
  PhotoArticleTitle: 'Remarks that nobody ever recorded',
};
const SILENT_DAYS = 3;
const MOST_DECISIONS = 8;

/** A variant's lines with what has been looked up for them: deciding again asks nobody twice. */
export interface Staged {
  readonly variant: Variant;
  readonly rows: readonly RequestRow[];
  readonly prepared: readonly Prepared[];
  /** As first decided. */
  readonly first: readonly OfflineDecision[];
}
export interface Comparison {
  readonly seed: number;
  readonly title: string;
  /** How often it had been decided before. */
  readonly round: number;
  readonly decided: Foreseen;
  readonly foreseen: Foreseen;
}

/** Puts the variant into the running world and has its requests read and checked, in the order of the file. */
export async function stage(sandbox: Sandbox, compiled: DecidingPolicies, variant: Variant): Promise<Staged> {
  sandbox.show(variant.data, variant.start);
  const blank = Object.fromEntries(Object.keys(variant.requests[0]!).map((column) => [column, '']));
  const rows = [...variant.requests, { ...blank, ...INCOMPLETE }];
  const file = readRequestsFile(Buffer.from(requestsFile(rows)));
  if (!file.ok) throw new Error(file.error.message);
  const desk = new Desk(sandbox, compiled);
  const prepared: Prepared[] = [];
  const first: OfflineDecision[] = [];
  for (const { line, request } of file.value.lines) {
    const one = await desk.prepare(line, request as NewRequest);
    if (!one.ok) throw new Error(one.error.message);
    const kept = { ...one.value, providers: once(one.value.providers) };
    const decision = await desk.decide(kept);
    desk.remember(kept, decision.outcome.route);
    prepared.push(kept);
    first.push(decision);
  }
  return { variant, rows, prepared, first };
}

const once = (providers: Providers): Providers =>
  Object.fromEntries(
    Object.entries(providers).map(([name, provider]) => {
      let answer: unknown;
      return [name, (asked: never) => (answer ??= (provider as (asked: never) => unknown)(asked))];
    }),
  );

/**
 * Decides every line, and again as long as lenders say no or patrons answer; each decision beside what the oracle foresees.
 * @param other another policy than it was staged with; absent: the same
 */
export async function play(
  { variant, rows, prepared, first }: Staged,
  live: DecidingPolicies,
  other?: DecidingPolicies,
): Promise<Comparison[]> {
  const comparisons: Comparison[] = [];
  for (const [index, row] of rows.entries()) {
    let situation: Situation = {
      data: variant.data,
      row,
      earlier: rows.slice(0, index),
      today: variant.start.slice(0, 10),
    };
    let now = prepared[index];
    let found = first[index]!.found;
    for (let round = 0; now && round < MOST_DECISIONS; round += 1) {
      const tried = (situation.asked ?? []).map((supplier): TriedSupplier => ({ kind: 'borrow', supplier }));
      const decision: OfflineDecision =
        other || round
          ? await decideOffline(other ?? live, now.asked, { ...now.providers, tried: () => ({ tried }) }, found)
          : first[index]!;
      found = decision.found;
      const decided = sayingOf(decision);
      const foreseen = foresee(situation);
      comparisons.push({ seed: variant.seed, title: now.asked.citation.title ?? '', round, decided, foreseen });
      if (!alike({ decided, foreseen })) break;
      [now, situation] = after(now, situation, decision.outcome);
    }
  }
  return comparisons;
}

/** A decision in the oracle's words. */
function sayingOf({ decided: { by, rule, added }, outcome }: OfflineDecision): Foreseen {
  return {
    rule: by === 'rule' ? (rule!.number ?? rule!.id) : by,
    route: outcome.route,
    also: added.map((one) => one.number ?? one.id),
    ...(outcome.route === 'borrow' && { lenders: outcome.lenders.map(({ symbol }) => symbol) }),
    ...(outcome.route === 'buy' && { provider: outcome.provider, minor: outcome.price.minor }),
  };
}

const plain = ({ rule, route, also, lenders, provider, minor }: Foreseen): string =>
  JSON.stringify([rule, route, also, lenders?.toSorted(), provider, minor]);
export const alike = ({ decided, foreseen }: Pick<Comparison, 'decided' | 'foreseen'>): boolean =>
  plain(decided) === plain(foreseen);

/** What comes next: nobody lends it, or the patron is silent, or agrees to the cost; undefined where nothing is decided any more. */
function after(now: Prepared, situation: Situation, outcome: Outcome): [Prepared | undefined, Situation] {
  if (outcome.route === 'borrow') {
    const noes = noesOf(now, situation, outcome);
    return noes ? [now, { ...situation, asked: [...(situation.asked ?? []), ...noes] }] : [undefined, situation];
  }
  if (outcome.route !== 'ask-patron') return [undefined, situation];
  const { asked, place } = now;
  if (outcome.question === 'cost') {
    const wishes = { ...asked.wishes, costAccepted: outcome.cost! };
    return [
      { ...now, asked: { ...asked, wishes } },
      { ...situation, agreed: outcome.cost!.minor },
    ];
  }
  const later = new Date(Date.parse(asked.now) + SILENT_DAYS * DAY);
  const today = localDate(later, place.timeZone);
  const { neededBy } = asked.wishes;
  const silent = {
    ...asked,
    now: later.toISOString(),
    today,
    workingDaysLeft: neededBy ? workingDaysBetween(later, neededBy, place) : null,
    ...(outcome.question === 'citation'
      ? { citationLeftToStaff: true }
      : { wishes: { ...asked.wishes, submittedVersionAccepted: false } }),
  };
  const on = outcome.question as 'citation' | 'submitted-version';
  return [
    { ...now, asked: silent },
    { ...situation, today, silentOn: [...(situation.silentOn ?? []), on] },
  ];
}

/** The lenders asked, where every one of them said no, or nothing, or asked for more than staff may agree to. */
function noesOf({ asked }: Prepared, { data }: Situation, { lenders, mayRaiseTo }: Outcome & { route: 'borrow' }) {
  const { citation, service, library } = asked;
  const { isbn, issn, doi, title, year } = citation;
  const wanted = { isbn, issn, ...(doi && { doi }), ...(title && { title }), ...(year && { year }) };
  for (const { symbol: lender, maxCost } of lenders) {
    const raised = mayRaiseTo ?? maxCost ?? money(0, asked.currency);
    const answer = lenderAnswer(data, {
      lender,
      borrower: library,
      service: service === 'copy' ? 'Copy' : 'Loan',
      wanted,
      maxCost: raised,
      payment: undefined,
    });
    if (answer.answer === 'yes') return undefined;
  }
  return lenders.map(({ symbol }) => symbol);
}
