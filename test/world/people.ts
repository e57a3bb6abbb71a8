import { words } from './find.ts';

/**
 * Simulated people: staff at the desks and patrons at the door. They look at Trillium's worklists as the console does and at what is
 * really there (the world's post), and do the steps of the hand that follow: open a parcel that has arrived, scan from the shelf, hand
 * over, bring back, send back, catalog. They decide nothing: conditions, questions and anything unclear wait for a real person.
 */
export interface PeopleOptions {
  /** Trillium's address. */
  readonly trillium: string;
  /** The world's address. */
  readonly world: string;
  /** For whom they work, and how each signs in (headers of every call: a cookie or a bearer token). */
  readonly desks: readonly { readonly library: string; readonly headers: Readonly<Record<string, string>> }[];
  /** How long things take, in hours of the world, once they could be done. */
  readonly after?: Partial<Readonly<Record<Step, number>>>;
  /** Told of each deed once Trillium has answered. */
  readonly did?: (deed: Deed) => void;
}
/** The physical steps, by the action's name in Trillium's task lists. */
export type Step =
  'bought' | 'cannot-buy' | 'receive' | 'notify' | 'check-out' | 'picked-up' | 'return' | 'ship-back' | 'catalog' | 'deliver';

const AFTER: Readonly<Record<Step, number>> = {
  bought: 3,
  'cannot-buy': 3,
  receive: 1,
  notify: 0,
  'check-out': 20,
  'picked-up': 20,
  return: 24 * 14,
  'ship-back': 3,
  catalog: 24,
  deliver: 2,
};
/** On which worklist each step is theirs; the same action elsewhere (a second supply, say) is a decision. */
const WORKLISTS: Readonly<Record<string, readonly Step[]>> = {
  'to-buy': ['bought'],
  'to-receive': ['receive'],
  'to-notify': ['notify'],
  'to-pick-up': ['check-out', 'picked-up'],
  'with-patron': ['return'],
  overdue: ['return'],
  'to-return': ['ship-back'],
  'to-catalog': ['catalog'],
  'to-scan': ['deliver'],
};

// the contract's shapes, as far as hands need them (libs/contracts/src/http/task.ts)
interface Action {
  readonly name: string;
  readonly method: string;
  readonly path: string;
  readonly fields: readonly { readonly name: string; readonly required: boolean; readonly value?: unknown }[];
}
interface Task {
  readonly id: string;
  readonly kind: string;
  readonly requestId: string;
  readonly library: string;
  readonly title: string;
  readonly supplier?: string;
  readonly taken?: 'you' | 'somebody';
  readonly since: string;
  readonly paste?: { readonly fields: readonly { readonly name: string; readonly value: string }[] };
  readonly actions: readonly Action[];
}
interface Parcel {
  readonly id: string;
  readonly from: string;
  readonly to: string;
  readonly reference: string;
  readonly title: string;
  readonly pieces: number;
}
/** What was done, or why it could not be. */
export interface Deed {
  readonly library: string;
  readonly task: string;
  readonly step: Step;
  /** HTTP status of Trillium's answer; 409 where somebody else was faster. */
  readonly status: number;
}

const HOUR = 3_600_000;

export class People {
  readonly #options: PeopleOptions;
  readonly #opened = new Set<string>();
  #timer: NodeJS.Timeout | undefined;

  constructor(options: PeopleOptions) {
    this.#options = options;
  }

  /** Looks once at every worklist and does what can be done now. */
  async round(): Promise<Deed[]> {
    const { now } = (await this.#get(`${this.#options.world}/control/clock`)) as { now: string };
    const deeds: Deed[] = [];
    for (const { library, headers } of this.#options.desks) {
      const list = (await this.#get(`${this.#options.trillium}/api/fulfillment/tasks`, headers)) as { tasks: Task[] };
      // what a real person has taken on is theirs
      const mine = list.tasks.filter((task) => task.library === library && task.taken !== 'somebody');
      if (!mine.length) continue;
      const { parcels } = (await this.#get(`${this.#options.world}/carrier/parcels?to=${library}&status=delivered`)) as {
        parcels: Parcel[];
      };
      for (const task of mine) {
        const deed = await this.#work(task, headers, Date.parse(now), parcels);
        if (!deed) continue;
        deeds.push({ library, task: task.id, ...deed });
        this.#options.did?.(deeds.at(-1)!);
      }
    }
    return deeds;
  }
  /** Keeps looking, every so many real milliseconds, until `stop`. A round that fails (Trillium restarting) is tried again. */
  start(everyMs = 1000): void {
    const again = async (): Promise<void> => {
      try {
        await this.round();
      } catch {
        // nobody there just now
      }
      if (this.#timer) this.#timer = setTimeout(() => void again(), everyMs).unref();
    };
    this.#timer ??= setTimeout(() => void again(), everyMs).unref();
  }
  stop(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
  }

  async #work(
    task: Task,
    headers: Readonly<Record<string, string>>,
    now: number,
    parcels: readonly Parcel[],
  ): Promise<{ step: Step; status: number } | undefined> {
    const steps = WORKLISTS[task.kind] ?? [];
    const action = task.actions.find(({ name }) => (steps as readonly string[]).includes(name));
    if (!action) return undefined;
    const step = action.name as Step;
    if (now - Date.parse(task.since) < (this.#options.after?.[step] ?? AFTER[step]) * HOUR) return undefined;
    const parcel = step === 'receive' ? this.#parcelOf(task, parcels) : undefined;
    // a thing on its way cannot be opened
    if (step === 'receive' && !parcel) return undefined;
    const filled: Record<string, unknown> = {};
    for (const field of action.fields) if (field.required && field.value !== undefined) filled[field.name] = field.value;
    if (parcel && action.fields.some((field) => field.name === 'pieces')) filled['pieces'] = parcel.pieces;
    if (step === 'deliver') filled['url'] = await this.#scan(task);
    if (step === 'bought') return this.#buy(task, headers);
    return this.#send(task, action, step, filled, headers, parcel);
  }
  async #send(
    task: Task,
    action: Action,
    step: Step,
    filled: object,
    headers: Readonly<Record<string, string>>,
    parcel?: Parcel,
  ): Promise<{ step: Step; status: number }> {
    const response = await fetch(`${this.#options.trillium}${action.path}`, {
      method: action.method,
      headers: { 'content-type': 'application/json', ...headers },
      body: JSON.stringify(filled),
    });
    await response.arrayBuffer();
    if (parcel && response.ok) this.#opened.add(parcel.id);
    return { step, status: response.status };
  }
  /** At the publisher's site: bought where it is sold for no more than it may cost; dearer is for a real person to say. */
  async #buy(task: Task, headers: Readonly<Record<string, string>>): Promise<{ step: Step; status: number } | undefined> {
    const [buy, cannot] = ['bought', 'cannot-buy'].map((name) => task.actions.find((action) => action.name === name));
    if (!buy || !cannot) return undefined;
    const pasted = (name: string): string => task.paste?.fields.find((field) => field.name === name)?.value ?? '';
    const [site, issn] = [`${this.#options.world}/publisher`, pasted('ISSN')];
    const asked = await fetch(`${site}/price?issn=${encodeURIComponent(issn)}`);
    const offer = (await asked.json()) as { price?: { amount: string } };
    if (!offer.price) return this.#send(task, cannot, 'cannot-buy', { reason: 'It is not sold singly there.' }, headers);
    if (Number(offer.price.amount) > Number(/[\d.]+/.exec(pasted('Pay at most'))?.[0] ?? 0)) return undefined;
    const response = await fetch(`${site}/buy`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ issn, title: task.title, reference: task.id }),
    });
    type Sale = { readonly receipt: string; readonly url: string; readonly price: { amount: string; currency: string } };
    const { receipt, url, price } = (await response.json()) as Sale;
    const paid = { minor: Math.round(Number(price.amount) * 100), currency: price.currency };
    // what is bought is bought, whatever has come of the request meanwhile: it is taken down without asking how it stands
    const action = { ...buy, path: buy.path.replace(/\?.*$/, '') };
    return this.#send(task, action, 'bought', { price: paid, url, orderNumber: receipt }, headers);
  }
  /** By the number on the label inside; where it says another, by sender and title, as a person would. */
  #parcelOf(task: Task, parcels: readonly Parcel[]): Parcel | undefined {
    const closed = parcels.filter((parcel) => !this.#opened.has(parcel.id));
    const numbers = [task.id, task.requestId];
    const title = words(task.title).join(' ');
    return (
      closed.find((parcel) => numbers.some((number) => parcel.reference.startsWith(number))) ??
      closed.find((parcel) => {
        const sender = parcel.from === 'vendor' || parcel.from === task.supplier;
        const on = words(parcel.title).join(' ');
        return sender && on !== '' && (title.includes(on) || on.includes(title));
      })
    );
  }
  async #scan(task: Task): Promise<string> {
    const response = await fetch(`${this.#options.world}/scanner/${task.library}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ title: task.title, reference: task.id }),
    });
    return ((await response.json()) as { url: string }).url;
  }
  async #get(url: string, headers: Readonly<Record<string, string>> = {}): Promise<unknown> {
    const response = await fetch(url, { headers });
    if (!response.ok) throw new Error(`${url} answered ${response.status}`);
    return response.json();
  }
}
