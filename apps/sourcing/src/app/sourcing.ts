import { Inject, Injectable, Logger } from '@nestjs/common';
import type { Asked, CompiledPolicy, DecidedRequest, DecidingPolicies, Facts, Lookups, LookupValue } from '#lib/policy';
import { copyrightRuling, decideRequest, DECIDING, deriveFacts } from '#lib/policy';
import type { LibraryChanged } from '#lib/contracts';
import { addWorkingDays, DAY, err, HOUR, ok, type Rejection, type Result } from '#lib/kernel';
import { cancelJobs, type Effect, type Tx } from '#lib/messaging';
import { CONFIG, Metrics, Policies } from '#lib/service';
import type { SourcingConfig } from '../config.ts';
import { outcomeOf } from '../domain/decision/outcome.ts';
import { withFee, withoutDeclined, type Paid } from '../domain/decision/patron-fee.ts';
import { decide } from '../domain/request/decide.ts';
import { evolve } from '../domain/request/evolve.ts';
import { REMINDING } from '../domain/request/reminders.ts';
import {
  isOutside,
  type Deadlines,
  type Decision,
  type OutsideLookup,
  type SourcingCommand,
  type SourcingEvent,
  type SourcingState,
} from '../domain/request/state.ts';
import { countedWorks, keepCopy, settleCopy } from './copyright.ts';
import { logDecision, toldGrounds, type Grounds, type ToldGrounds } from './decision-log.ts';
import { messagesOf } from './effects.ts';
import { ownProfile } from './libraries.ts';
import { askedOf, localLookups } from './local-lookups.ts';
import { lookupJobs } from './lookup-jobs.ts';
import { requests } from './stores.ts';

/** The question that this service's decisions answer. */
const KIND = 'sourcing';
/** More decisions than this for one request and a person looks: it goes round in circles. */
const MOST_DECISIONS = 15;

/** What a step may know and use besides the state. */
export interface Step {
  readonly tx: Tx;
  readonly id: string;
  readonly profile: LibraryChanged;
  readonly now: string;
  readonly deadlines: Deadlines;
}

/** What a step is to do, or why it may not be done. */
type Commanded = SourcingCommand | { readonly error: Rejection };

/** One step of a request's sourcing: a command, what follows from it, and, once all is looked up, the decision, in one transaction. */
@Injectable()
export class Sourcing {
  readonly #log = new Logger(Sourcing.name);
  readonly #failures;

  constructor(
    private readonly policies: Policies,
    @Inject(CONFIG) private readonly config: SourcingConfig,
    metrics: Metrics,
  ) {
    this.#failures = metrics.counter({
      name: 'trillium_rules_failed_total',
      help: 'Rules of live policies that broke while they ran and counted as unknown',
      labelNames: ['policy', 'rule'],
    });
  }

  /** Runs a command made from the state as it stands. Nothing is saved where nothing happens. */
  async step(
    tx: Tx,
    id: string,
    command: (state: SourcingState, step: Step) => Commanded | Promise<Commanded>,
  ): Promise<Result<SourcingState, Rejection>> {
    const loaded = await requests.lock(tx, id);
    const profile = await ownProfile(tx);
    const step: Step = { tx, id, profile, now: tx.now().toISOString(), deadlines: this.#deadlines(tx.now(), profile) };
    const asked = await command(loaded.state, step);
    if ('error' in asked) return err(asked.error);
    const decided = decide(loaded.state, asked);
    if (!decided.ok) return decided;
    if (!decided.value.length) return ok(loaded.state);
    const run = new Run(step, loaded.state);
    await run.take(decided.value);
    await settle(run, loaded.state);
    if (run.state.status === 'gathering') {
      const compiled = await this.#begin(run);
      if (!run.state.pending.length) await this.#conclude(run, compiled);
    }
    // answers to look-ups that nobody waits for any more
    if (loaded.state.pending.length && !run.state.pending.length) await cancelJobs(tx, { key: id });
    await requests.save(tx, loaded, run.events, run.effects);
    return ok(run.state);
  }

  /**
   * The policy by which this decision is made: the one that was live when it began. Where this process cannot run that one (another
   * version of the code has taken it), the decision begins again by what can be run.
   */
  async #begin(run: Run): Promise<CompiledPolicy<'sourcing'>> {
    const compiled = await this.policyOf(run.step, run.state);
    await run.take(take(decide(run.state, { type: 'begin', policy: compiled.hash })));
    return compiled;
  }

  /** Decides by the policy, or asks for what is needed first. */
  async #conclude(run: Run, compiled: CompiledPolicy<'sourcing'>): Promise<void> {
    const { tx, id } = run.step;
    const policies = await this.#deciding(run.step, compiled);
    const { found: all, asked } = await this.findings(run.step, run.state, compiled);
    const { feeDeclined: declined } = run.state;
    const looked = declined ? fewer(all, (found) => withoutDeclined(found, { asked, declined })) : all;
    const request = await decideRequest(policies, looked);
    if (request.kind === 'needs') {
      const outside = request.lookups.filter(isOutside);
      await run.take(take(decide(run.state, { type: 'need', lookups: outside })));
      return;
    }
    const { decided: evaluation, facts, found } = request;
    this.#report(id, request);
    const made = await outcomeOf({ ...request, policies, newId: () => tx.newId() });
    const circles = run.state.attempt >= MOST_DECISIONS;
    const fund = found.fund?.known ? found.fund.value.fund : undefined;
    const holders = all.holders?.known ? all.holders.value.holders : [];
    const fee = made.ok ? withFee(made.value.outcome, { asked, holders, declined }) : undefined;
    const chosen = made.ok && fee ? { ...made.value, outcome: fee.outcome } : undefined;
    const fundless = chosen?.outcome.route === 'buy' && !fund ? 'No fund is known that could pay for it.' : undefined;
    const why = circles
      ? `It has been decided ${run.state.attempt} times and goes round in circles.`
      : made.ok
        ? fundless
        : made.error;
    const decision = decisionOf(
      run,
      paidAs(evaluation, fee),
      why || !chosen ? { route: 'staff', why: why ?? 'Nothing follows from it.', notYet: false } : chosen.outcome,
    );
    const by = why ? 'limit' : evaluation.by;
    const consulted = [...request.consulted, ...(chosen?.consulted ? [chosen.consulted] : [])];
    const decided = { ...request, consulted };
    run.told = await logDecision(tx, id, decision, { by, compiled: request.compiled, facts, decided });
    await run.take(
      take(
        decide(run.state, {
          type: 'conclude',
          decision,
          ...(fund && { fund }),
          now: run.step.now,
          deadlines: run.step.deadlines,
        }),
      ),
    );
    const { event } = evaluation;
    const royalty = event.type === 'borrow' && event.params.payRoyalty;
    if (decision.outcome.route === 'borrow' && !royalty) await this.countCopy(run.step, run.state, asked, found);
  }

  /** All that is found by now, and the facts it gives. */
  async findings(
    { tx, id, profile }: Step,
    state: SourcingState,
    compiled: CompiledPolicy<'sourcing'>,
  ): Promise<{ found: Lookups; facts: Facts; asked: Asked }> {
    const asked = askedOf(state, profile, tx.now());
    const local = await localLookups(tx, id, state, asked);
    const { patron: told, ...outside } = state.found;
    const found: Lookups = { ...outside, ...local, ...(local.patron?.known ? {} : told && { patron: told }) };
    return { found, facts: deriveFacts(found, compiled.uses), asked };
  }

  /** A decision made without the rules: by a person, or because a limit of time ran out. */
  async decideOtherwise(
    step: Step,
    state: SourcingState,
    decision: Omit<Decision, 'policy'>,
    { by, compiled }: Pick<Grounds, 'by'> & { readonly compiled: CompiledPolicy<'sourcing'> },
  ): Promise<Decision> {
    const { facts } = await this.findings(step, state, compiled);
    const decided = { ...decision, policy: { name: compiled.policy.name, hash: compiled.hash } };
    await logDecision(step.tx, step.id, decided, { by, compiled, facts });
    return decided;
  }

  /** Those that deciding takes: the sourcing policy of the decision under way, and of the others what is live. */
  async #deciding({ tx }: Step, sourcing: CompiledPolicy<'sourcing'>): Promise<DecidingPolicies> {
    const others = DECIDING.filter((kind) => kind !== KIND).map(
      async (kind) => [kind, (await this.policies.live(tx, kind)).compiled] as const,
    );
    return { ...Object.fromEntries(await Promise.all(others)), sourcing } as unknown as DecidingPolicies;
  }

  /** A copy borrowed counts in the record of copies from the moment it is asked for, where the copyright policy says so. */
  async countCopy({ tx, id }: Step, { request }: SourcingState, { today }: Asked, found: Lookups): Promise<void> {
    const works = countedWorks(request!);
    if (!works.length) return;
    const answer = await copyrightRuling((await this.policies.live(tx, 'copyright')).compiled, found);
    // where nobody can tell it counts: the record is kept even where the guideline's facts are poor
    if ('found' in answer && answer.found.known && !answer.found.value.counts) return;
    await keepCopy(tx, { id, works, askedOn: today, publicationYear: request!.citation.year, status: 'pending' });
  }

  /** A rule or a fact that broke counts as unknown; somebody ought to look at it all the same. */
  #report(id: string, { decided }: DecidedRequest): void {
    for (const { rule, message } of decided.failures) {
      this.#failures.inc({ policy: decided.policy.name, rule });
      this.#log.error(
        `request ${id}: rule "${rule}" of the policy ${decided.policy.name} failed and counts as unknown: ${message}`,
      );
    }
  }

  /** The policy of the decision under way or, where none is, the live one. */
  async policyOf({ tx }: Step, { policy }: SourcingState): Promise<CompiledPolicy<'sourcing'>> {
    const begun = policy === undefined ? undefined : await this.policies.byHash(tx, policy, KIND);
    return begun ?? (await this.policies.live(tx, KIND)).compiled;
  }

  #deadlines(now: Date, profile: LibraryChanged): Deadlines {
    const { GATHERING_LIMIT_HOURS, RESERVING_LIMIT_HOURS, STAFF_REMINDER_DAYS, SUPPLY_REMINDER_DAYS } = this.config;
    const after = (milliseconds: number): string => new Date(now.getTime() + milliseconds).toISOString();
    return {
      gathering: after(GATHERING_LIMIT_HOURS * HOUR),
      reserving: after(RESERVING_LIMIT_HOURS * HOUR),
      'waiting-staff': addWorkingDays(now, STAFF_REMINDER_DAYS, profile).toISOString(),
      'handed-over': after(SUPPLY_REMINDER_DAYS * DAY),
      reminding: {
        times: profile.asking?.reminders ?? REMINDING.times,
        lastHoursBefore: profile.asking?.lastReminderHours ?? REMINDING.lastHoursBefore,
      },
    };
  }
}

/** The events of a step as they come, the state after them, and what follows for others. */
class Run {
  readonly step: Step;
  state: SourcingState;
  readonly events: SourcingEvent[] = [];
  readonly effects: Effect[] = [];
  /** What others are told of the grounds of the decision of this step. */
  told: ToldGrounds = {};

  constructor(step: Step, state: SourcingState) {
    this.step = step;
    this.state = state;
  }
  async take(events: readonly SourcingEvent[]): Promise<void> {
    const { tx, id, profile } = this.step;
    for (const event of events) {
      const before = this.state;
      this.state = evolve(before, event);
      this.events.push(event);
      // a decision that waited for the fund was made in an earlier step
      if (event.type === 'fund-reserved') this.told = await toldGrounds(tx, this.state.decision!.id);
      this.effects.push(...messagesOf(id, before, event, this.state, this.told));
      const asks: readonly OutsideLookup[] = 'lookups' in event ? event.lookups : [];
      if (asks.length) this.effects.push(...(await lookupJobs(tx, id, this.state, profile, asks)));
    }
  }
}

/** What a command that cannot be refused gives. */
function take(decided: Result<readonly SourcingEvent[], Rejection>): readonly SourcingEvent[] {
  if (!decided.ok) throw new Error(decided.error.message);
  return decided.value;
}

/** What was found, with fewer holders. */
const fewer = (found: Lookups, of: (value: LookupValue<'holders'>) => LookupValue<'holders'>): Lookups =>
  found.holders?.known ? { ...found, holders: { ...found.holders, value: of(found.holders.value) } } : found;

/** What the patron pays stands among what was added; where they are asked first, that is the reason. */
function paidAs(evaluation: DecidedRequest['decided'], paid: Paid | undefined): DecidedRequest['decided'] {
  if (!paid?.why) return evaluation;
  const added = [...evaluation.added, { id: 'patron-fee', effect: 'patron-fee', bars: [], reason: paid.why }];
  return { ...evaluation, added, ...(paid.outcome.route === 'ask-patron' && { reason: paid.why }) };
}

function decisionOf(
  { step: { tx }, state }: Run,
  { rule, by, reason, added, policy }: DecidedRequest['decided'],
  outcome: Decision['outcome'],
): Decision {
  const byRule = by === 'rule' && rule;
  return {
    id: tx.newId(),
    attempt: state.attempt + 1,
    outcome,
    reason: outcome.route === 'staff' ? outcome.why : reason,
    ...(byRule && { rule: { id: rule.id, ...(rule.number && { number: rule.number }), description: rule.description } }),
    policy,
    also: added.map((one) => ({ rule: one.number ?? one.id, effect: one.effect, reason: one.reason })),
  };
}

/** A copy that came to nothing gives its place back, one that was filled keeps it. */
async function settle({ step: { tx, id }, state, events }: Run, before: SourcingState): Promise<void> {
  if (before.request?.service !== 'copy' || before.decision?.outcome.route !== 'borrow') return;
  if (state.ended === 'supplied') await settleCopy(tx, id, 'filled');
  else if (state.status === 'ended' || events.some((event) => event.type === 'exhausted')) await settleCopy(tx, id, 'released');
}
