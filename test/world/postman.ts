import type { Row, WorldState } from './state.ts';
import { outcomeOf } from './services/iso-read.ts';

/** A message of a lender to the borrower, as the table `message` keeps it. */
export interface Letter extends Row {
  readonly transaction: string;
  readonly xml: string;
  readonly status: 'pending' | 'delivered' | 'refused';
}

const FIRST_WAIT = 250;
const LONGEST_WAIT = 15_000;
const AT_ONCE = 4;

interface Box {
  readonly letters: string[];
  tries: number;
  /** Waits for its turn, is under way, or waits to be tried again; the next letter of an idle box makes it ready. */
  idle: boolean;
}

/**
 * Carries the lenders' messages to the borrower's address: those of one transaction one after another, and each again (after a
 * growing wait in real time) until somebody confirms it. So a message may well arrive twice, as outside.
 */
export class Postman {
  readonly #state: WorldState;
  readonly #boxes = new Map<string, Box>();
  #ready: Box[] = [];
  readonly #timers = new Set<NodeJS.Timeout>();
  #read = 0;
  #underWay = 0;
  #stopped = false;
  #waiting: (() => void)[] = [];

  constructor(state: WorldState) {
    this.#state = state;
  }

  /** Reads on in the journal: new letters, and those that are done with (when it is read back after a restart). */
  #collect(): void {
    for (const entry of this.#state.journal.since(this.#read)) {
      this.#read = entry.n;
      if (entry.service !== 'message' || !entry.effect) continue;
      const { transaction } = this.#state.row('message', entry.effect) as Letter;
      const box = this.#boxes.get(transaction) ?? { letters: [], tries: 0, idle: true };
      this.#boxes.set(transaction, box);
      if (entry.type === 'put') box.letters.push(entry.effect);
      else if (box.letters[0] === entry.effect) box.letters.shift();
      if (!box.letters.length) this.#boxes.delete(transaction);
      else if (box.idle) this.#queue(box);
    }
  }
  #queue(box: Box): void {
    box.idle = false;
    this.#ready.push(box);
  }
  /** Sends what can be sent now. */
  deliver(): void {
    if (this.#stopped) return;
    this.#collect();
    while (this.#state.callback && this.#underWay < AT_ONCE) {
      const box = this.#ready.shift();
      if (!box) return;
      // read back from the journal, it may be done with
      if (box.letters.length) this.#start(box);
      else box.idle = true;
    }
  }
  #start(box: Box): void {
    this.#underWay += 1;
    void this.#carry(box).finally(() => {
      this.#underWay -= 1;
      this.deliver();
      if (!this.#underWay) this.#waiting.splice(0).forEach((resolve) => resolve());
    });
  }
  async #carry(box: Box): Promise<void> {
    const letter = this.#state.row('message', box.letters[0]!) as Letter;
    const outcome = await this.#post(letter).catch(() => undefined);
    if (this.#stopped) return;
    if (outcome) {
      box.tries = 0;
      this.#state.change('message', `message-${outcome.status}`, letter.id, outcome);
      box.idle = true; // and queued again when the journal is read on, if there is more
      return;
    }
    const timer = setTimeout(
      () => {
        this.#timers.delete(timer);
        this.#ready.push(box);
        this.deliver();
      },
      Math.min(LONGEST_WAIT, FIRST_WAIT * 2 ** box.tries),
    ).unref();
    this.#timers.add(timer);
    box.tries += 1;
  }
  /** @returns what came of it, or undefined where it must be sent again. */
  async #post(letter: Letter): Promise<{ status: 'delivered' | 'refused'; said?: string } | undefined> {
    const outage = this.#state.outages.get('callback');
    if (outage && outage.kind !== 'lost-answer') return undefined;
    const response = await fetch(this.#state.callback!, {
      method: 'POST',
      headers: {
        'content-type': 'application/xml; charset=utf-8',
        ...(this.#state.key && { 'x-practice-key': this.#state.key }),
      },
      body: letter.xml,
      signal: AbortSignal.timeout(10_000),
    });
    const said = await response.text();
    if (outage?.kind === 'lost-answer') {
      this.#state.setOutage('callback', (outage.times ?? 1) > 1 ? { ...outage, times: outage.times! - 1 } : undefined);
      return undefined;
    }
    // busy or broken: again later; any confirmation, good or bad, is the end of it
    if (response.status >= 500 || response.status === 429) return undefined;
    const status = outcomeOf(said);
    if (status === 'OK') return { status: 'delivered' };
    return status === 'ERROR' ? { status: 'refused', said: said.slice(0, 2000) } : undefined;
  }
  /** Until nothing is under way and nothing can be sent at once. */
  async idle(): Promise<void> {
    this.deliver();
    while (this.#underWay) await new Promise<void>((resolve) => this.#waiting.push(resolve));
  }
  stop(): void {
    this.#stopped = true;
    for (const timer of this.#timers) clearTimeout(timer);
    this.#waiting.splice(0).forEach((resolve) => resolve());
  }
}
