import { Injectable, Logger } from '@nestjs/common';
import { err, ok, reject, unwrap, type Rejection, type Result } from '#lib/kernel';
import { Database, emit, job, JobHandler, statement, type Job, type JobFailure, type JobRunner, type Tx } from '#lib/messaging';
import { lookupUser, standingOf } from '#lib/ncip';
import { Circulation } from '../../adapters/circulation.port.ts';
import { NameSafe } from '../names/name-safe.ts';
import { findPerson } from '../notices/addressee.ts';
import { zoneOf } from '../notices/calendar.ts';
import { saveChange } from '../patrons.ts';
import { patrons } from '../stores.ts';
import { ownSystem, type OwnSystem } from './system.ts';

export interface LookUpPatron {
  readonly patronRef: string;
}
/** What the system says; undefined where it does not know the patron, or is not asked. */
type Told = ReturnType<typeof standingOf> | undefined;

const ID = statement('select id from patron where patron_ref = $1 and active');

/** Has a patron looked up at the library's own system, where that is set up so: when they ask for something. */
export async function lookUpPatron(tx: Tx, patronRef: string): Promise<void> {
  if ((await ownSystem(tx))?.patrons)
    await emit(tx, job<LookUpPatron>({ kind: 'look-up-patron', key: patronRef, payload: { patronRef } }));
}

/** Brings a patron's group and blocks up to what the library's own system says of them (NCIP, Lookup User). */
@Injectable()
export class PatronAtSystem {
  constructor(
    private readonly database: Database,
    private readonly names: NameSafe,
    private readonly circulation: Circulation,
  ) {}

  /** Asks the system; the card number goes there and nowhere else. */
  async ask(tenant: string, patronRef: string, signal: AbortSignal): Promise<Told> {
    const whom = await this.database.transaction({ tenant }, async (tx) => {
      const system = await ownSystem(tx);
      const card = system && (await findPerson(tx, this.names, patronRef)).identity?.cardNumber;
      const today = tx.now().toLocaleDateString('sv-SE', { timeZone: await zoneOf(tx) });
      return system && card ? { system, card, today } : undefined;
    });
    if (!whom) return undefined;
    const { system, card, today } = whom;
    const { problem, user } = await this.circulation.ask(system.address, lookupUser(system.agency, card), signal);
    return problem || !user ? undefined : standingOf(user, today, system.groups);
  }

  /** Keeps what it said; a patron it does not know stands as before. */
  async keep(tx: Tx, patronRef: string, told: Told): Promise<void> {
    const [row] = told ? await tx.query<{ id: string }>(ID, [patronRef]) : [];
    if (!row || !told) return;
    const { patronRef: _ref, erased, ...standing } = (await patrons.load(tx, row.id)).state;
    if (!erased)
      unwrap(await saveChange(tx, row.id, { ...standing, group: told.group ?? standing.group, blocked: told.blocked }, []));
  }

  /** Now, for somebody at the desk who waits. */
  async refresh(tenant: string, actor: string, patronRef: string): Promise<Result<void, Rejection>> {
    const system = await this.database.transaction({ tenant }, ownSystem);
    if (!system) return err(notConnected);
    let told: Told;
    try {
      told = await this.ask(tenant, patronRef, AbortSignal.timeout(TIME));
    } catch {
      return err(silent(system));
    }
    if (!told) return err(unknown);
    await this.database.transaction({ tenant, actor }, (tx) => this.keep(tx, patronRef, told));
    return ok(undefined);
  }
}

/** As long as somebody waits at a desk, in milliseconds. */
const TIME = 8000;
const notConnected = reject('no-such-connector', 'The library’s own system is not connected (NCIP).', {
  remedy: 'Let an administrator connect it, then look the patron up again.',
});
const silent = ({ address }: OwnSystem): Rejection =>
  reject('unreachable-library-system', `The library’s own system at ${new URL(address).host} does not answer as it should.`, {
    remedy: 'Try again in a few minutes; test the connection if it stays so.',
  });
const unknown = reject('not-found', 'The library’s own system does not know this card number.', {
  remedy: 'Compare the card number here with the one there.',
});

@JobHandler('look-up-patron', { timeoutMs: 10_000, attempts: 4, concurrency: 4 })
export class LookUpPatronJob implements JobRunner<LookUpPatron, Told | null> {
  readonly #log = new Logger(LookUpPatronJob.name);

  constructor(private readonly system: PatronAtSystem) {}

  async run({ tenant, payload }: Job<LookUpPatron>, signal: AbortSignal): Promise<Told | null> {
    return (await this.system.ask(tenant, payload.patronRef, signal)) ?? null;
  }
  done(tx: Tx, { payload }: Job<LookUpPatron>, told: Told | null): Promise<void> {
    return this.system.keep(tx, payload.patronRef, told ?? undefined);
  }
  failed(_tx: Tx, { tenant }: Job<LookUpPatron>, { message }: JobFailure): Promise<void> {
    this.#log.warn(`the library system of ${tenant} did not say how a patron stands: ${message}`);
    return Promise.resolve();
  }
}
