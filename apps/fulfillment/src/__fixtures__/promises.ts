import { byHand, MACHINES, tasksOf, type Attempt } from '../domain/attempt/index.ts';
import { entryOf } from '../domain/conduct.ts';
import type { SimulatedRequest } from './simulated-request.ts';

export const isFinal = ({ plan, status }: Attempt): boolean => MACHINES[plan.machine].statuses[status].final === true;
const COMING = ['will-supply', 'shipped', 'received'];

/** What has to hold of an attempt after every step; the names of what does not. */
function brokenAttempt(request: SimulatedRequest, a: Attempt): string[] {
  const tasks = tasksOf(a);
  const errands = request.events(a.id, 'errand').filter(({ errand }) => errand === 'place-order').length;
  const again = request.events(a.id, 'moved').filter(({ on }) => on === 'order-again').length;
  const charged = request.events(a.id, 'charged').length;
  const back = request.events(a.id, 'fund-given-back').length;
  const promised = 'lender' in a.plan && a.plan.lender.vouchers !== undefined;
  const isSpare = a.withdrawn && 'lender' in a.plan && COMING.includes(a.status);
  const waitsForStaff = MACHINES[a.plan.machine].statuses[a.status].owner === 'staff' || byHand(a);
  const known = request.process.attempts.find(({ id }) => id === a.id);
  const claims: [boolean, string][] = [
    [!isSpare || tasks.some(({ kind }) => kind === 'second-supply'), 'a second supply is a task'],
    [charged <= 1, 'charged at most once'],
    [back <= 1, 'the fund gets its money, or the drawer its vouchers, back at most once'],
    [!promised || !isFinal(a) || back + charged > 0, 'vouchers are not kept for what came to nothing'],
    [
      !back || !charged || a.questions.length > 0 || a.status === 'closed' || again > 0,
      'charged after the money went back: a person knows',
    ],
    [errands <= 1 + again, 'ordered once, and again only when a person said so'],
    [isFinal(a) === (a.deadline === null), 'a deadline as long as it is open'],
    [
      !waitsForStaff || tasks.some(({ actions }) => actions.length > 0),
      'what waits for staff is on their list, with what ends it',
    ],
    [JSON.stringify(known) === JSON.stringify(entryOf(a)), 'the process knows how it stands'],
  ];
  return claims.filter(([holds]) => !holds).map(([, what]) => `${a.plan.machine}, ${a.status}: ${what}`);
}

/** What every request promises, whatever happens to it; the promises that do not hold. */
export function broken(request: SimulatedRequest): string[] {
  const { attempts, process } = request;
  const open = process.attempts.filter(({ ended }) => !ended).length;
  const following = attempts.filter((a) => a.follows && !isFinal(a)).length;
  const counted = attempts.filter((a) => !isFinal(a) && !a.withdrawn && !a.supplied).length;
  const claims: [boolean, string][] = [
    [counted <= 1, 'at most one attempt is counted on'],
    [process.status !== 'closed' || open === following, 'closed: nothing is open but what came too late'],
    [
      process.status !== 'supplying' || open > 0 || process.queue.some(({ notBefore }) => notBefore),
      'supplying: something is under way, or a day is waited for',
    ],
    [
      request.happened('exhausted').length <=
        request.happened('decided').length + request.happened('reopened').length + request.happened('preferred').length,
      'exhausted at most once a decision, or a way that opened again',
    ],
    [
      request.happened('closed').length <= 1 + request.happened('reopened').length,
      'closed once, and again only where it was opened again',
    ],
    [request.replays(), 'the events say what is kept'],
  ];
  return [...claims.filter(([holds]) => !holds).map(([, what]) => what), ...attempts.flatMap((a) => brokenAttempt(request, a))];
}
