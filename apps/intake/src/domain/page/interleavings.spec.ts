import fc from 'fast-check';
import { Citation, NotObtainedReason, type AttemptStatus, type Decided } from '#lib/contracts';
import { DAY, fold, HOUR, run, transitionFor } from '#lib/kernel';
import type { Checked } from '../verification/check.ts';
import { requestDecider } from '../request/decide.ts';
import { requestMachine, type Status } from '../request/request.machine.ts';
import type { Correction, RequestCommand, RequestState, Submission } from '../request/request.ts';
import { nextStep } from './next.ts';
import {
  nothingYet,
  sawAnswer,
  sawAttempt,
  sawCancelled,
  sawChecking,
  sawClosed,
  sawDecision,
  sawExhausted,
  sawFinished,
  sawNotObtained,
  sawRenewalAsked,
  sawReopened,
  sawUnlinked,
  sawVerified,
  type Progress,
} from './progress.ts';
import { leading, standing } from './standing.ts';
import { patronSteps, stepFault, type PatronStep } from './steps.ts';

const START = Date.parse('2025-10-06T14:00:00.000Z');
const correction: Correction = {
  citation: Citation.parse({ kind: 'book', title: 'Beloved', isbn: ['9781400033416'] }),
  citationNotes: [],
  service: 'loan',
  serviceGiven: false,
  patronRef: 'p_0123456789',
  patronGroup: 'student',
};
const checked = {
  citation: correction.citation,
  verification: { status: 'complete', notes: [], retracted: false },
  workKey: 'k',
} as unknown as Checked;

/** Both halves as the service has them: the request, and what its page knows. */
interface World {
  readonly state: RequestState;
  readonly progress: Progress;
  readonly at: number;
  readonly heard: number;
}
const now = ({ at }: World): string => new Date(at).toISOString();

/** Sends a command to the request, and shows what came of it on its page, as app/page-store does. */
function step(world: World, ...commands: RequestCommand[]): World {
  const decided = run(requestDecider, commands, world.state);
  if (!decided.ok) throw new Error(`${decided.error.code}: ${decided.error.message}`);
  let { progress } = world;
  for (const event of decided.value.events)
    switch (event.type) {
      case 'corrected':
        progress = sawChecking(progress);
        break;
      case 'verified':
        progress = sawVerified(progress);
        break;
      case 'cancelled':
        progress = sawCancelled(progress, event.reason);
        break;
      case 'answered':
        progress = sawAnswer(progress, event.decisionId);
        break;
      case 'renewal-asked':
        progress = sawRenewalAsked(progress, event.attempt);
        break;
      case 'not-obtained':
        progress = sawNotObtained(progress, event.attempt, event.at);
        break;
      case 'resumed':
        progress = sawReopened(progress, event.since);
        break;
      case 'unlinked':
        progress = sawUnlinked(progress);
        break;
      default:
        break;
    }
  return { ...world, state: fold(requestDecider, decided.value.events, world.state), progress };
}

const begun = (): World => {
  const empty: World = { state: requestDecider.initial, progress: nothingYet, at: START, heard: 0 };
  const submission: Submission = {
    ...correction,
    wishes: { anyEdition: true, ebookAccepted: true, pieces: 1 },
    channel: 'form',
    submittedAt: now(empty),
  };
  return step(empty, { type: 'receive', submission, now: now(empty) });
};

/** What may come from elsewhere, at any time and in any order. */
type Heard = (world: World) => World;
const KINDS = ['borrow', 'buy', 'hold', 'scan', 'link', 'deliver'] as const;
const STATUSES: readonly AttemptStatus[] = [
  'planned', 'asked', 'will-supply', 'shipped', 'received', 'patron-notified', 'checked-out', 'returned-by-patron',
  'shipped-back', 'delivered', 'hold-placed', 'unfilled', 'no-answer', 'cancelled', 'closed', 'ordered', 'lost',
]; // prettier-ignore
const ROUTES = ['borrow', 'ask-patron', 'staff', 'hold'] as const;
function decidedAs(route: (typeof ROUTES)[number], attempt: number): Decided {
  const outcome = {
    borrow: { route, lenders: [{ symbol: 'ACU' }] },
    hold: { route, library: 'LCC', record: 'r' },
    staff: { route, why: 'Look.', notYet: false },
    'ask-patron': {
      route,
      question: 'cost',
      text: 'Well?',
      options: [],
      default: 'staff',
      answerBy: new Date(START).toISOString(),
    },
  }[route];
  return { decisionId: `d${attempt}`, attempt, outcome, reason: 'Because.' } as unknown as Decided;
}
const heardArbitrary: fc.Arbitrary<Heard> = fc.oneof(
  fc.constant<Heard>((w) => step(w, { type: 'verify', round: w.state.round, checked, now: now(w) })),
  fc.tuple(fc.constantFrom(...ROUTES), fc.boolean()).map(([route, anew]): Heard => (w) => ({
    ...w,
    progress: sawDecision(w.progress, decidedAs(route, (w.progress.decision?.attempt ?? 0) + (anew ? 1 : 0))),
  })),
  fc
    .record({
      id: fc.constantFrom('a', 'b'),
      kind: fc.constantFrom(...KINDS),
      status: fc.constantFrom(...STATUSES),
      recalled: fc.boolean(),
      renewal: fc.constantFrom(undefined, 'granted' as const, 'refused' as const),
      late: fc.boolean(),
    })
    .map(({ id, kind, status, recalled, renewal, late }): Heard => (w) => {
      const heard = w.heard + 1;
      const about = { requestId: 'r', decisionId: w.progress.decision?.id ?? 'd1', kind, supplier: 'ACU' };
      const data = { ...about, from: 'planned', status, by: 'system', waitsFor: 'nobody', ...(recalled && { recalled }), ...(renewal && { renewal }) } as const; // prettier-ignore
      return { ...w, heard, progress: sawAttempt(w.progress, id, late ? 1 : heard, data) };
    }),
  // what comes most often, and chance would seldom bring together
  fc.constantFrom('a', 'b').map((id): Heard => (w) => {
    const loan = { requestId: 'r', decisionId: w.progress.decision?.id ?? 'd1', kind: 'borrow', supplier: 'ACU' } as const;
    const data = { ...loan, from: 'patron-notified', status: 'checked-out', by: 'staff', waitsFor: 'patron' } as const;
    return { ...w, heard: w.heard + 1, progress: sawAttempt(w.progress, id, w.heard + 1, data) };
  }),
  fc.constant<Heard>((w) => ({ ...w, progress: sawExhausted(w.progress, w.progress.decision?.id ?? 'd1') })),
  fc.constant<Heard>((w) => ({ ...w, progress: sawFinished(w.progress, { supplier: 'ACU' }, now(w)) })),
  fc
    .tuple(fc.constantFrom('filled' as const, 'unfilled' as const), fc.integer({ min: 0, max: 3 }))
    .map(([outcome, days]): Heard => (w) => {
      // told some time ago
      const told = new Date(w.at - days * DAY).toISOString();
      const ended = step(w, { type: 'end', outcome, told, now: now(w) });
      return { ...ended, progress: sawClosed(ended.progress, { outcome, reason: 'Over.' }, told) };
    }),
  fc.constant<Heard>((w) => {
    const resumed = step(w, { type: 'resume', told: now(w), now: now(w) });
    return { ...resumed, progress: sawReopened(resumed.progress, now(w)) };
  }),
  fc.integer({ min: 1, max: 60 * 24 }).map((hours): Heard => (w) => ({ ...w, at: w.at + hours * HOUR })),
  fc.constant<Heard>((w) => step(w, { type: 'languish', now: now(w) })),
  fc.constant<Heard>((w) =>
    w.state.status === 'ended' || w.state.status === 'cancelled' ? step(w, { type: 'unlink', standIn: 'p_x', now: now(w) }) : w,
  ),
);

const STEPS: readonly PatronStep[] = [
  { type: 'cancel' },
  { type: 'correct' },
  { type: 'renew' },
  ...NotObtainedReason.options.map((reason) => ({ type: 'not-obtained' as const, reason })),
];
function command(taken: PatronStep, world: World): RequestCommand {
  const at = { now: now(world), by: 'patron' as const };
  const attempt = leading(world.progress)?.id ?? '';
  switch (taken.type) {
    case 'cancel':
      return { type: 'cancel', reason: 'No.', ...at };
    case 'correct':
      return { type: 'correct', correction, ...at };
    case 'renew':
      return { type: 'renew', attempt, ...at };
    case 'not-obtained':
      return { type: 'not-obtained', attempt, reason: taken.reason, ...at };
  }
}
const shown = (taken: PatronStep, world: World): boolean => {
  const steps = patronSteps(world.progress, new Date(world.at));
  return taken.type === 'not-obtained' ? Boolean(steps.notObtained?.includes(taken.reason)) : steps[taken.type] !== undefined;
};
/** As the service does it: what the page does not offer is refused, the rest is told the request. */
function take(world: World, taken: PatronStep): World | undefined {
  if (stepFault(world.progress, new Date(world.at), taken)) return undefined;
  const decided = run(requestDecider, [command(taken, world)], world.state);
  return decided.ok ? step(world, command(taken, world)) : undefined;
}

/** One of the steps open to the patron; they cancel seldom, or little would come of anything. */
function choose(world: World, chance: number): PatronStep | undefined {
  const open = STEPS.filter((one) => shown(one, world) && (one.type !== 'cancel' || chance % 10 === 0));
  return open[chance % open.length];
}
const verify: Heard = (w) => step(w, { type: 'verify', round: w.state.round, checked, now: now(w) });
const decideBorrow: Heard = (w) => ({ ...w, progress: sawDecision(w.progress, decidedAs('borrow', 1)) });

const OVER: readonly string[] = ['cancelled', 'unfilled', 'closed'];

describe('whatever happens in whatever order', () => {
  const course = fc.tuple(
    // as it mostly begins, or in any way
    fc.constantFrom<readonly Heard[]>([], [verify, decideBorrow]),
    fc.array(fc.oneof({ weight: 3, arbitrary: heardArbitrary }, { weight: 2, arbitrary: fc.nat(1000) }), { maxLength: 30 }),
  );

  it('the page shows just what would be taken, and only legal steps are', () => {
    const seen = new Set<string>();
    fc.assert(
      fc.property(course, ([beginning, happenings]) => {
        let world = beginning.reduce((before, heard) => heard(before), begun());
        const faults: string[] = [];
        for (const happening of happenings) {
          for (const taken of STEPS)
            if ((take(world, taken) !== undefined) !== shown(taken, world))
              faults.push(`${JSON.stringify(taken)} is not as shown`);
          const before = world.state.status as Status;
          const chosen = typeof happening === 'number' ? choose(world, happening) : undefined;
          if (typeof happening === 'function') world = happening(world);
          else if (chosen) {
            world = take(world, chosen)!;
            seen.add(chosen.type);
            const row = transitionFor(requestMachine, before, chosen.type);
            if (![row?.to].flat().includes(world.state.status as Status)) faults.push(`${chosen.type} is not legal in ${before}`);
          }
          const { status, deadlineAt } = world.state;
          if (Boolean(deadlineAt) === Boolean(requestMachine.statuses[status as Status].final))
            faults.push(`${status} waits wrongly`);
          // what is over says so, and there is always something to say of what comes next
          if (status === 'cancelled' && !OVER.includes(standing(world.progress).status))
            faults.push('cancelled, and not shown so');
          if (!nextStep(world.progress).what) faults.push('nothing is said of what comes next');
        }
        expect(faults).toEqual([]);
      }),
      { numRuns: 1500 },
    );
    // the courses reached every step there is
    expect([...seen].toSorted()).toEqual(['cancel', 'correct', 'not-obtained', 'renew']);
  });
});
