import type { Outcome } from '#lib/contracts';
import { unwrap } from '#lib/kernel';
import { readMessage, writeMessage, type Iso18626Message } from '#lib/iso18626';
import { messageTo } from '../app/iso18626/compose.ts';
import { interpret } from '../app/iso18626/interpret.ts';
import { supplyingMessage } from '../app/lent/supplying.ts';
import type { Attempt } from '../domain/attempt/index.ts';
import { actionsOf, type Lent, type LentAction } from '../domain/lent/index.ts';
import { PlayedRequest, type Chance, type Manners, type Told } from './played-request.ts';
import { calendar as CALENDAR, usd } from './samples.ts';
import { lenderOf, SimulatedLending, type LendingStep } from './simulated-lending.ts';
import type { SimulatedRequest } from './simulated-request.ts';

const BORROWER = 'BLC';

/** How messages travel between the two. */
export interface Line {
  /** Both on the platform: everything is heard at once. */
  readonly here: boolean;
  /** In how many of a hundred cases a message has to be sent again, comes late, or comes twice. */
  readonly trouble: number;
  /** In how many of a hundred cases it is given up in the end. */
  readonly givenUp: number;
}

/** What lenders do, and how often beside one another: the sum is no hundred, it is a matter of proportion. */
const WEIGHTS: Readonly<Partial<Record<LentAction, number>>> = {
  'will-supply': 30, pull: 40, ship: 60, 'send-copy': 60, 'cancel-yes': 10, 'cancel-no': 5, 'grant-renewal': 10, 'refuse-renewal': 5,
  'check-in': 0, bill: 10, 'write-off': 5, condition: 6, 'try-later': 6, unfilled: 10, expect: 4, recall: 2, 'hold-return': 1,
  'release-hold': 5, 'scan-again': 1, 'declare-lost': 1, tell: 1, undo: 2,
}; // prettier-ignore
/** Left alone, a loan with the borrower stays there: seldom does its lender do anything about it. */
const QUIET: readonly Lent['status'][] = [
  'shipped',
  'with-borrower',
  'overdue',
  'recalled',
  'supplied',
  'conditional',
  'try-later',
];

/** A request with its lenders, who are real: `Lent` by its own decider, every word between the two written and read as ISO 18626. */
export class PlayedLending extends PlayedRequest {
  readonly lending = new SimulatedLending();
  /** Messages of which their sender was told that they never arrived. */
  lost = 0;
  readonly #line: Line;
  readonly #arrives = new Map<string, string>();
  /** What a lender's desk has looked at already. */
  readonly #seen = new Set<string>();
  /** Where the book is that was sent: gone once it is on its way. */
  readonly #gone = new Set<string>();

  constructor(request: SimulatedRequest, chance: Chance, manners: Manners, line: Line, decide: () => Outcome | undefined) {
    super(request, chance, manners, decide);
    this.#line = line;
  }

  /** One after another in each direction, as the jobs bring them; a repeat has the stored answer and is not acted upon. */
  #send(lane: string, message: Iso18626Message, hear: (message: Iso18626Message) => void, failed: () => void): void {
    const xml = writeMessage(message);
    const arrive = (): void => hear(unwrap(readMessage(xml)));
    if (this.#line.here) return arrive();
    const slow = this.chance.of(this.#line.trouble) ? this.chance.number(this.chance.of(20) ? 300 : 60) : 0.1;
    const soonest = new Date(Date.parse(this.request.at) + slow * 3_600_000).toISOString();
    const before = this.#arrives.get(lane) ?? '';
    const at = soonest > before ? soonest : before;
    this.#arrives.set(lane, at);
    if (this.chance.of(this.#line.givenUp)) {
      this.lost += 1;
      // given up without anybody knowing whether it came
      const came = this.chance.of(30);
      this.at(at, () => {
        if (came) arrive();
        failed();
      });
    } else this.at(at, arrive);
  }

  protected override tell(attempt: Attempt, told: Told): void {
    if (!('lender' in attempt.plan)) return;
    const { symbol } = attempt.plan.lender;
    const now = this.request.attempts.find(({ id }) => id === attempt.id)!;
    const { said } = told;
    this.#send(
      `to ${symbol} ${told.requestId.split('.')[0]}`,
      messageTo(BORROWER, now, told),
      (message) => {
        if (message.kind !== 'request' && message.kind !== 'requestingAgencyMessage') throw new Error(message.kind);
        const heard = this.lending.hears(message, this.request.at);
        if (!heard) return void this.do(attempt.id, 'message-refused', { said, reason: 'UnrecognisedDataValue' }, 'lender');
        if (said === 'Request') this.do(attempt.id, 'sent', {}, 'system');
        this.#after(heard.done);
      },
      () => void this.do(attempt.id, 'unreachable', { said, reason: 'no answer', perhapsSent: true }, 'system'),
    );
    // the book goes with the word
    if (said === 'ShippedReturn') this.#comesBack(told.requestId);
  }
  #comesBack(requestId: string): void {
    const lent = [...this.lending.lents.values()].find(({ requestIds }) => requestIds.includes(requestId));
    if (!lent || !this.chance.of(97) || !this.chance.of(this.manners.lender)) return;
    this.after(this.days(9), () => this.#act(lent.id, 'check-in', {}));
  }

  // — lenders

  /** What the lender's step says goes out, and its desk and its clock look at how it stands now. */
  #after(step: LendingStep | undefined): void {
    if (!step) return;
    const { lent, says } = step;
    for (const said of says) {
      const attempt = said.requestId.split('.')[0]!;
      this.#send(
        `from ${lent.id}`,
        supplyingMessage(lenderOf(lent.id), lent, said),
        (message) => {
          if (message.kind !== 'supplyingAgencyMessage') throw new Error(message.kind);
          const order = interpret(message.body);
          if (!this.request.do({ attempt, command: order }).ok) throw new Error(`${attempt}: ${order.on}`);
        },
        () => this.#step(lent.id, { on: 'not-told', by: 'system', said: said.status, reason: 'no answer' }),
      );
    }
    this.#look(lent.id);
  }
  #step(id: string, order: object): void {
    this.#after(this.lending.do(id, order as never, this.request.at));
  }
  #act(id: string, on: LentAction, more: object): void {
    if (on === 'ship' && this.#gone.has(id)) return;
    const step = this.lending.do(id, { on, by: 'staff', ...more }, this.request.at);
    if (step && on === 'ship') this.#posted(step.lent);
    if (step && on === 'send-copy' && !step.lent.url) this.#onPaper(step.lent);
    this.#after(step);
  }
  #posted({ id, requestIds }: Lent): void {
    this.#gone.add(id);
    const attempt = requestIds.at(-1)!.split('.')[0]!;
    // the post loses one in a hundred
    if (!this.chance.of(1)) this.after(this.days(6), () => void this.do(attempt, 'receive', { pieces: 1 }));
  }
  #onPaper({ requestIds }: Lent): void {
    const attempt = requestIds.at(-1)!.split('.')[0]!;
    this.after(this.days(6), () => void this.do(attempt, 'deliver', { note: 'On paper, at the desk.' }));
  }

  #look(id: string): void {
    const lent = this.lending.lents.get(id)!;
    const { status, since, deadline, renewals, retries } = lent;
    if (deadline && !this.#known(`${id} ${deadline} ${status}`))
      this.at(deadline, () => {
        if (this.lending.lents.get(id)!.deadline === deadline) this.#step(id, { on: 'time-out', by: 'system' });
      });
    if (this.#known(`${id} ${status} ${since} ${renewals} ${retries}`)) return;
    const likely = QUIET.includes(status) ? 12 : this.manners.lender;
    if (!this.chance.of(likely)) return;
    // one in four takes its time, longer than it has
    const hours = this.chance.of(15) ? this.days(20) : 1 + this.chance.number(20);
    this.after(hours, () => this.#choose(id));
  }
  #known(what: string): boolean {
    const known = this.#seen.has(what);
    this.#seen.add(what);
    return known;
  }
  #choose(id: string): void {
    const lent = this.lending.lents.get(id)!;
    const can = actionsOf(lent, { at: this.request.at, calendar: CALENDAR });
    const all = can.reduce((sum, { name }) => sum + (WEIGHTS[name] ?? 0), 0);
    if (!all) return;
    let left = this.chance.number(all);
    const action = can.find(({ name }) => (left -= WEIGHTS[name] ?? 0) < 0)!;
    this.#act(id, action.name, this.#fields(action.name));
    this.#look(id);
  }
  #fields(name: LentAction): object {
    const day = new Date(Date.parse(this.request.at) + (5 + this.chance.number(30)) * 86_400_000).toISOString().slice(0, 10);
    switch (name) {
      case 'unfilled':
        return { reason: 'NotOnShelf' };
      case 'try-later':
        return { reason: 'OnLoan', ...(this.chance.of(60) ? { after: day } : {}) };
      case 'condition':
        return this.chance.of(50) ? { cost: usd(800) } : { condition: 'LibraryUseOnly' };
      case 'send-copy':
        return this.chance.of(85) ? { url: 'https://lender.example/copy.pdf' } : {};
      case 'recall':
        return this.chance.of(70) ? { dueDate: day } : {};
      case 'bill':
        return { cost: usd(6000) };
      case 'tell':
        return { note: 'Please be careful with it.' };
      default:
        return {};
    }
  }
}
