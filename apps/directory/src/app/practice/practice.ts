import { Inject, Injectable, Logger } from '@nestjs/common';
import { PracticeMade, PracticeRemoved } from '#lib/contracts';
import { DAY, practiceSymbol, reject, RejectionError, unwrap } from '#lib/kernel';
import { Database, emit, job, message, statement, type Effect, type Tx } from '#lib/messaging';
import { keepPracticeCopy, removeRows, Seals } from '#lib/service';
import { SIMULATED_OUTSIDE, type SimulatedOutside } from '../../adapters/simulated-outside.port.ts';
import { practiceDecider, type PracticeEvent, type PracticeState } from '../../domain/practice/practice.ts';
import { NameSafe } from '../names/name-safe.ts';
import { practiceId, practices } from '../stores.ts';
import { copyLibrary, type Outside } from './copy-library.ts';
import type { Sweep } from './sweep.ts';

const KEYS = statement('update identity.machine set active = false where tenant = $1');
/** Until what was under way when a copy went has arrived somewhere: then its rows are removed once more. */
const LATE = DAY;

/** Making a library's practice copy, making it new, deleting it. The library itself is read, and never written to. */
@Injectable()
export class Practice {
  readonly #log = new Logger(Practice.name);

  constructor(
    private readonly database: Database,
    private readonly safe: NameSafe,
    private readonly seals: Seals,
    @Inject(SIMULATED_OUTSIDE) private readonly outside: SimulatedOutside,
  ) {}

  /** Whether copies can be made in this installation. */
  get available(): boolean {
    return this.outside.address !== undefined;
  }

  find(library: string): Promise<PracticeState> {
    return this.database.transaction({ tenant: library }, async (tx) => (await practices.load(tx, practiceId(library))).state);
  }

  /** @throws RejectionError where there is one already, or no simulated outside */
  async make(library: string, actor: string): Promise<PracticeState> {
    const outside = await this.#outside(library);
    return this.database.transaction({ tenant: library, actor }, (tx) => this.#make(tx, outside));
  }

  /** Another copy in place of the one there is, as the library is now. @throws RejectionError where there is none */
  async reset(library: string, actor: string): Promise<PracticeState> {
    const outside = await this.#outside(library);
    return this.database.transaction({ tenant: library, actor }, async (tx) => {
      await this.#remove(tx);
      return this.#make(tx, outside);
    });
  }

  /** @throws RejectionError where there is none */
  async remove(library: string, actor: string): Promise<void> {
    await this.database.transaction({ tenant: library, actor }, (tx) => this.#remove(tx));
  }

  async #outside(library: string): Promise<Outside> {
    const { address } = this.outside;
    if (address === undefined)
      throw new RejectionError(
        reject('practice-not-available', 'Practice copies are not available here: there is no simulated outside to play with.', {
          remedy: 'Whoever runs this installation starts one and sets TRILLIUM_PRACTICE_URL (docs/operations.md).',
        }),
      );
    try {
      return { address, played: await this.outside.libraries(practiceSymbol(library, 1)) };
    } catch (error) {
      this.#log.warn(`the simulated outside at ${address}: ${(error as Error).message}`);
      throw new RejectionError(
        reject('practice-not-available', 'The simulated outside does not answer, so nothing can be practised just now.', {
          remedy: 'Try again in a minute; else ask whoever runs this installation to look at TRILLIUM_PRACTICE_URL.',
        }),
      );
    }
  }

  async #make(tx: Tx, outside: Outside): Promise<PracticeState> {
    const state = await step(tx, { type: 'make', library: tx.tenant, at: tx.now().toISOString(), by: tx.actor ?? 'system' });
    await keepPracticeCopy(tx, state.symbol!);
    await copyLibrary(tx, { safe: this.safe, seals: this.seals }, state.symbol!, outside);
    return state;
  }

  async #remove(tx: Tx): Promise<void> {
    const { state: before } = await practices.load(tx, practiceId(tx.tenant));
    await step(tx, { type: 'remove' });
    await keepPracticeCopy(tx, null);
    const symbol = before.symbol!;
    await tx.asTenant(symbol, async (side) => {
      await side.execute(KEYS, [symbol]);
      await removeRows(side);
    });
    await emit(
      tx,
      job<Sweep>({
        kind: 'sweep-practice',
        key: practiceId(tx.tenant),
        payload: { symbol },
        notBefore: new Date(tx.now().getTime() + LATE),
      }),
    );
  }
}

const effects = (events: readonly PracticeEvent[]): Effect[] =>
  events.map(({ type, symbol }) => message(type === 'practice-made' ? PracticeMade : PracticeRemoved, { symbol }));

async function step(tx: Tx, command: Parameters<typeof practiceDecider.decide>[1]): Promise<PracticeState> {
  const stepped = await practices.step(tx, practiceId(tx.tenant), (state) => practiceDecider.decide(state, command), effects);
  return unwrap(stepped).state;
}
