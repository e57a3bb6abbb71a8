import type { Outcome } from '#lib/contracts';
import { DAY, HOUR } from '#lib/kernel';
import { actionsOf, byHand, type Attempt, type StaffAction } from '../domain/attempt/index.ts';
import type { AttemptOrder } from '../domain/conduct.ts';
import { usd } from './samples.ts';
import { does, hears, NEVER_HEARD, type LenderAct, type LenderSide, type Saying } from './simulated-lender.ts';
import { SimulatedRequest } from './simulated-request.ts';

/** Where what happens by chance comes from. */
export interface Chance {
  /** 0 ≤ n < `below`. */
  number(below: number): number;
  /** In so many of a hundred cases. */
  of(percent: number): boolean;
}

/** In how many of a hundred cases each of them does what it should; else it never does. */
export interface Manners {
  readonly lender: number;
  readonly staff: number;
  readonly patron: number;
  readonly provider: number;
  readonly sourcing: number;
}

/** What a diligent desk does next, in this order. */
const NEXT: readonly StaffAction[] = [
  'bought', 'asked-by-hand', 'accept-condition', 'notify', 'check-out', 'ship-back', 'catalog', 'deliver', 'picked-up', 'order-confirmed',
]; // prettier-ignore
const WORDS = { url: 'https://files.example/1', orderNumber: 'O-9', price: usd(2400), reason: 'said so', note: 'so' };
/** What the patron, not the desk, brings about. */
const PATRONS: readonly StaffAction[] = ['check-out', 'picked-up'];

export type Told = ReturnType<SimulatedRequest['events']>[number] & { readonly type: 'told' };

/** A request with everybody around it: lenders with a model of their own, desks, patrons, providers, sourcing, and parcels in the post. */
export class PlayedRequest {
  readonly request: SimulatedRequest;
  /** Each lender's side, by the attempt that first asked it. */
  readonly sides = new Map<string, LenderSide>();
  protected readonly chance: Chance;
  protected readonly manners: Manners;
  readonly #decide: () => Outcome | undefined;
  readonly #agenda: { readonly at: string; readonly run: () => void }[] = [];
  readonly #heard = new Map<string, number>();
  readonly #errands = new Map<string, number>();
  readonly #looked = new Set<string>();
  #exhausted = 0;

  /** @param decide what sourcing decides next; undefined where it ends the request */
  constructor(request: SimulatedRequest, chance: Chance, manners: Manners, decide: () => Outcome | undefined) {
    this.request = request;
    this.chance = chance;
    this.manners = manners;
    this.#decide = decide;
  }

  /** In so many hours from now. */
  after(hours: number, run: () => void): void {
    this.at(new Date(Date.parse(this.request.at) + hours * HOUR).toISOString(), run);
  }
  /** At that moment, ISO 8601. */
  protected at(at: string, run: () => void): void {
    this.#agenda.push({ at, run });
  }
  /** Whatever comes next: somebody acts, a message arrives, or a deadline passes. False where nothing is left, or not before `until`. */
  step(until = '9999'): boolean {
    this.#react();
    const due = this.request.nextDeadline();
    let first = -1;
    for (let at = 0; at < this.#agenda.length; at += 1)
      if (first < 0 || this.#agenda[at]!.at < this.#agenda[first]!.at) first = at;
    const act = this.#agenda[first];
    if (act && (!due || act.at <= due)) {
      if (act.at > until) return false;
      this.#agenda.splice(first, 1);
      if (act.at > this.request.at) this.request.at = act.at;
      act.run();
    } else if (!due || due > until || !this.request.passDeadline()) return false;
    this.#react();
    return true;
  }

  protected do(id: string, on: string, more: object = {}, by = 'staff'): boolean {
    const done = this.request.do({ attempt: id, command: { ...more, on, by } as unknown as AttemptOrder });
    this.#react();
    return done.ok;
  }
  #root(attempt: Attempt): Attempt {
    const before = attempt.follows && this.request.attempts.find(({ id }) => id === attempt.follows);
    return before ? this.#root(before) : attempt;
  }
  protected days(most: number): number {
    return (1 + this.chance.number(most)) * 24 + this.chance.number(6);
  }

  /** Whoever has heard something new plans what to do about it. */
  #react(): void {
    for (const attempt of this.request.attempts) {
      const told = this.request.events(attempt.id, 'told');
      const news = told.slice(this.#heard.get(attempt.id) ?? 0);
      // noted first: what is told may be answered at once
      this.#heard.set(attempt.id, told.length);
      for (const event of news) this.tell(attempt, event);
      const errands = this.request.events(attempt.id, 'errand');
      for (const { errand } of errands.slice(this.#errands.get(attempt.id) ?? 0)) this.#errand(attempt, errand);
      this.#errands.set(attempt.id, errands.length);
      const seen = `${attempt.id} ${attempt.status} ${attempt.since}`;
      if (!this.#looked.has(seen)) this.#look(attempt);
      this.#looked.add(seen);
    }
    const exhausted = this.request.happened('exhausted').length;
    if (this.#exhausted < exhausted) {
      this.#exhausted = exhausted;
      if (this.chance.of(this.manners.sourcing)) this.after(this.days(2), () => this.#decideAgain());
    }
  }
  #decideAgain(): void {
    if (this.request.process.status !== 'exhausted') return;
    const outcome = this.#decide();
    if (outcome) this.request.decidedFor(this.request.process.wanted!.service, outcome);
    else this.request.must({ process: { on: 'ended', reason: 'Nobody has it.' } });
  }

  // — lenders

  /** The borrower's message goes out. */
  protected tell(attempt: Attempt, { said, note }: Told): void {
    const root = this.#root(attempt);
    const hand = byHand(root) || ('lender' in root.plan && !root.plan.lender.address);
    // a Cancel is often looked at by a person, and late
    const late = said === 'Cancel' && this.chance.of(40);
    this.after(late ? this.days(8) : hand ? this.days(2) : 1, () => {
      if (said === 'Request' && !hand) this.do(attempt.id, 'sent', {}, 'system');
      this.#lenderHears(root, said, note);
    });
  }
  #lenderHears(root: Attempt, said: Told['said'], note?: string): void {
    const { side, says } = hears(this.sides.get(root.id) ?? NEVER_HEARD, said, note, this.chance.of(70));
    this.sides.set(root.id, side);
    for (const saying of says) this.#says(root, saying);
    if (said === 'Request' || said === 'Retry') this.#lenderWorks(root);
    if (said === 'ShippedReturn' && this.chance.of(this.manners.lender))
      this.after(this.days(6), () => this.#act(root, 'check-in'));
    if (said === 'Lost' && this.chance.of(this.manners.lender)) this.after(this.days(20), () => this.#act(root, 'bill'));
    if (said === 'Received' && this.chance.of(8))
      this.after(this.days(30), () => this.#act(root, this.chance.of(50) ? 'recall' : 'overdue'));
  }
  #lenderWorks(root: Attempt): void {
    if (!this.chance.of(this.manners.lender)) return;
    const way = this.chance.number(100);
    // one in four takes its time, longer than it has
    const slow = this.chance.of(25);
    const plan = (act: LenderAct, most: number) =>
      this.after(slow ? this.days(most * 6) : 1 + this.chance.number(most * 8), () => this.#act(root, act));
    if (way < 25) return plan('refuse', 3);
    if (way < 29) return plan('later', 3);
    if (way < 33) return plan('condition', 3);
    if (way < 50) plan('promise', 2);
    if (way < 54) plan('expect', 2);
    // some say yes and never send it
    if (way !== 50) plan(root.plan.machine === 'borrow-copy' ? 'send' : 'ship', 5);
  }
  #act(root: Attempt, act: LenderAct): void {
    const done = does(this.sides.get(root.id) ?? NEVER_HEARD, act, this.request.at.slice(0, 10));
    if (!done) return;
    this.sides.set(root.id, done.side);
    for (const saying of done.says) this.#says(root, saying);
    // the post loses one in a hundred
    if (act === 'ship' && !this.chance.of(1)) this.after(this.days(6), () => void this.do(root.id, 'receive', { pieces: 1 }));
  }
  /** A message on its way: late, or twice, as it happens; by hand the desk takes it down, if it is worth it. */
  #says(root: Attempt, { what, word }: Saying): void {
    const lastChange = this.request.at;
    const tell = (): void => void this.do(root.id, `says-${what}`, { word: { ...word, lastChange } }, 'lender');
    if ('lender' in root.plan && !root.plan.lender.address) {
      const note = { unfilled: 'lender-said-no', loaned: 'lender-shipped', renewed: 'lender-renewed' }[what];
      if (note) this.after(this.days(2), () => void this.do(root.id, note, { ...WORDS, ...word }));
      if (what === 'copy-completed') this.after(this.days(2), () => void this.do(root.id, 'deliver', WORDS));
      return;
    }
    this.after(this.chance.of(88) ? 0.1 : this.chance.number(this.chance.of(30) ? 300 : 40), tell);
    if (this.chance.of(5)) this.after(this.chance.number(60), tell);
  }

  // — the house

  #errand(attempt: Attempt, errand: string): void {
    const { id } = attempt;
    if (!this.chance.of(this.manners.provider))
      return this.after(1, () => void this.do(id, 'doubt', { reason: 'time limit' }, 'system'));
    const no = this.chance.of(15);
    if (errand === 'place-hold')
      this.after(
        1,
        () => void (no ? this.do(id, 'hold-refused', { reason: 'blocked' }, 'system') : this.do(id, 'hold-placed', {}, 'system')),
      );
    if (errand === 'remove-hold') this.after(1, () => void this.do(id, 'hold-removed', {}, 'system'));
    if (errand !== 'place-order') return;
    this.after(1, () => {
      if (no) return void this.do(id, 'order-refused', { reason: 'price changed' }, 'provider');
      this.do(id, 'order-confirmed', { orderNumber: 'O-1', price: usd(2400) }, 'provider');
      if (!this.chance.of(95)) return;
      if (attempt.plan.machine !== 'buy-print')
        return this.after(this.days(4), () => void this.do(id, 'supplied', WORDS, 'provider'));
      this.after(this.days(8), () => {
        this.do(id, 'order-shipped', {}, 'provider');
        if (this.chance.of(98)) this.after(this.days(5), () => void this.do(id, 'receive', { pieces: 1 }));
      });
    });
  }
  /** The desk, and the patron, look at how it stands once it has come there. */
  #look({ id, status, plan, withdrawn }: Attempt): void {
    if (status === 'checked-out' && plan.machine === 'borrow-loan') return this.#patronHas(id);
    const act = (name: StaffAction, hours: number) => this.after(hours, () => void this.do(id, name, WORDS));
    const attempt = this.request.attempts.find((one) => one.id === id)!;
    // what a lender sends comes by itself
    const can = actionsOf(attempt).flatMap(({ name }) => (name === 'deliver' && plan.machine === 'borrow-copy' ? [] : [name]));
    const next = withdrawn && status === 'received' ? ('return-unused' as const) : NEXT.find((name) => can.includes(name));
    if (!next) return;
    const who = PATRONS.includes(next) && status !== 'unsure' ? 'patron' : 'staff';
    if (this.chance.of(this.manners[who])) act(next, this.days(who === 'patron' ? 5 : 2));
    if (status === 'received' && plan.machine === 'borrow-copy') this.#copyCame(attempt);
    if (status === 'hold-placed' && this.chance.of(6))
      this.after(this.days(4), () => void this.request.do({ patron: { on: 'not-obtained', by: 'patron', reason: 'missing' } }));
    if (status === 'closed' && this.chance.of(4))
      this.after(this.days(6), () => void this.request.do({ patron: { on: 'not-obtained', by: 'patron', reason: 'bad-copy' } }));
  }
  /** One too many is put aside; else somebody looks at it first. */
  #copyCame({ id, withdrawn }: Attempt): void {
    if (withdrawn) return this.after(this.days(3), () => void this.do(id, 'discard', WORDS));
    if (this.chance.of(this.manners.staff))
      this.after(this.days(2), () => void this.do(id, this.chance.of(15) ? 'bad-copy' : 'deliver', WORDS));
  }
  #patronHas(id: string): void {
    if (this.chance.of(20)) this.after(24 * 20, () => void this.request.do({ patron: { on: 'renew', by: 'patron' } }));
    if (this.chance.of(2))
      this.after(24, () => void this.request.do({ patron: { on: 'not-obtained', by: 'patron', reason: 'wrong-item' } }));
    if (this.chance.of(this.manners.patron)) this.after(24 * (7 + this.chance.number(60)), () => void this.do(id, 'return'));
  }
}

/** Chance out of a seed: the same every time (mulberry32). */
export function seeded(seed: number): Chance {
  let state = seed;
  const next = (): number => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
  return { number: (below) => Math.floor(next() * below), of: (percent) => next() * 100 < percent };
}

export const daysLater = (moment: string, days: number): string => new Date(Date.parse(moment) + days * DAY).toISOString();
