import { DAY, err, ok, reject, transitionFor, type Decider, type Rejection, type Result } from '#lib/kernel';
import { actionsOf } from '../actions.ts';
import type { Command, Hearing } from '../commands.ts';
import type { LentEvent } from '../events.ts';
import { machineOf } from '../machine.ts';
import { evolve, type Lent } from '../state.ts';
import { CAP_DAYS, deadlineFor } from '../waits.ts';
import { charging } from './charging.ts';
import * as desk from './desk.ts';
import { heard } from './hears.ts';
import { isHeard, moved, noted, questioned } from './step.ts';
import { timeOut } from './time-out.ts';

function ask(c: Command<'ask'>): LentEvent[] {
  const { id, requestId, requester, asked, terms, at } = c;
  const cap = new Date(Date.parse(at) + CAP_DAYS * DAY).toISOString();
  const deadline = deadlineFor({ asked, cap }, 'asked', c);
  return [{ type: 'asked', id, requestId, requester, asked, terms, deadline, cap, at }];
}

function dispatch(lent: Lent, c: Command): readonly LentEvent[] | Result<readonly LentEvent[], Rejection> {
  switch (c.on) {
    case 'ask':
      return [];
    case 'will-supply':
      return desk.willSupply(lent, c);
    case 'expect':
      return desk.expect(lent, c);
    case 'condition':
      return desk.condition(lent, c);
    case 'try-later':
      return desk.tryLater(lent, c);
    case 'unfilled':
      return desk.unfilled(lent, c, c.reason, c.note);
    case 'pull':
      return desk.pull(lent, c);
    case 'undo':
      return desk.undo(lent, c);
    case 'ship':
      return desk.ship(lent, c);
    case 'send-copy':
      return desk.sendCopy(lent, c);
    case 'scan-again':
      return [moved(lent, c, 'promised')];
    case 'cancel-yes':
      return desk.cancelYes(lent, c);
    case 'cancel-no':
      return desk.cancelNo(lent, c);
    case 'grant-renewal':
      return desk.grantRenewalBy(lent, c);
    case 'refuse-renewal':
      return desk.refuseRenewal(lent, c, c.note);
    case 'recall':
      return desk.recall(lent, c);
    case 'hold-return':
    case 'release-hold':
      return desk.hold(lent, c);
    case 'check-in':
      return desk.checkIn(lent, c);
    case 'declare-lost':
      return desk.declareLost(lent, c, c.note);
    case 'bill':
      return desk.settled(lent, c, { cost: c.cost, note: c.note });
    case 'write-off':
      return desk.settled(lent, c, { note: c.note });
    case 'take-back-charge':
      return desk.takeBackCharge(lent, c);
    case 'tell':
      return desk.tell(lent, c);
    case 'settle':
      return desk.settle(lent, c);
    case 'time-out':
      return timeOut(lent, c);
    case 'not-circulated':
      return desk.notCirculated(lent, c);
    case 'not-told':
      return [
        noted(c, {}, c.reason),
        questioned(c, c.questionId, 'not-told', `${lent.requester.name} could not be told "${c.said}": ${c.reason}`),
      ];
    default:
      return heard(lent, c);
  }
}

const notNow = (lent: Lent, { on, at, calendar }: Command): Rejection => {
  const allowed = actionsOf(lent, { at, calendar }).map(({ name }) => name);
  return reject('conflict', `"${on}" is not possible now: it stands at "${lent.status.replaceAll('-', ' ')}".`, {
    remedy: allowed.length ? `Possible now: ${allowed.join(', ')}.` : 'Nothing is left to do here.',
  });
};

/**
 * Says what happens to something lent. Staff who ask for what the table does not allow are refused with what is allowed; a borrower's
 * message that is illegal now becomes a question; a deadline or a policy that comes too late changes nothing.
 */
export function decide(lent: Lent | null, c: Command): Result<readonly LentEvent[], Rejection> {
  if (c.on === 'ask') return ok(lent ? [] : ask(c));
  if (!lent) return err(reject('not-found', 'This library lends no such thing.'));
  if (!isHeard(c.on) && !transitionFor(machineOf(lent.asked.service), lent.status, c.on))
    return c.by === 'staff' ? err(notNow(lent, c)) : ok([]);
  const decided = isHeard(c.on) ? heard(lent, c as Command<Hearing>) : dispatch(lent, c);
  if ('ok' in decided && !decided.ok) return decided;
  const events = 'ok' in decided ? decided.value : decided;
  return ok([...events, ...charging(lent, events, c)]);
}

export const lentDecider: Decider<Lent | null, Command, LentEvent> = { initial: null, decide, evolve };
