import { Injectable } from '@nestjs/common';
import { HoldAnswered, type PlaceHold, type RemoveHold } from '#lib/contracts';
import {
  Database,
  emit,
  job,
  JobHandler,
  message,
  PermanentError,
  type Job,
  type JobFailure,
  type JobRunner,
  type Tx,
} from '#lib/messaging';
import { cancelRequestItem, requestItem, type NcipAnswer } from '#lib/ncip';
import { Circulation } from '../../adapters/circulation.port.ts';
import { NameSafe } from '../names/name-safe.ts';
import { findPerson } from '../notices/addressee.ts';
import { noCard, problemText, sentence, whyNot } from './said.ts';
import { ownSystem, type OwnSystem } from './system.ts';

/** Has a hold placed or taken away; both of one attempt go one after the other. */
export const placeHold = (tx: Tx, attempt: string, hold: PlaceHold): Promise<void> =>
  emit(tx, job<PlaceHold>({ kind: 'place-hold', key: attempt, lane: attempt, payload: hold }));
export const removeHold = (tx: Tx, attempt: string, hold: RemoveHold): Promise<void> =>
  emit(tx, job<RemoveHold>({ kind: 'remove-hold', key: attempt, lane: attempt, payload: hold }));

const answered = (tx: Tx, attempt: string, answer: HoldAnswered): Promise<void> =>
  emit(tx, message(HoldAnswered, answer, { subject: attempt, correlation: answer.requestId }));

/** Asks a library's own system for a patron. The card number is looked up now, goes there and is kept nowhere. */
@Injectable()
export class AskForPatron {
  constructor(
    private readonly database: Database,
    private readonly names: NameSafe,
    private readonly circulation: Circulation,
  ) {}

  async ask(
    tenant: string,
    patronRef: string,
    signal: AbortSignal,
    compose: (agency: OwnSystem['agency'], card: string) => string,
  ): Promise<NcipAnswer> {
    const { address, xml } = await this.database.transaction({ tenant }, async (tx) => {
      const system = await ownSystem(tx);
      if (!system) throw new PermanentError('the library’s own system is not connected (NCIP).');
      const card = (await findPerson(tx, this.names, patronRef)).identity?.cardNumber;
      if (!card) throw noCard();
      return { address: system.address, xml: compose(system.agency, card) };
    });
    return this.circulation.ask(address, xml, signal);
  }
}

/**
 * Places a hold in the library's own system (NCIP 2.02, Request Item). The attempt is the request's number there, so a hold asked for twice
 * comes back as the problem "Duplicate Request", which names the first one.
 */
@JobHandler('place-hold', { timeoutMs: 15_000, attempts: 5, concurrency: 4 })
export class PlaceHoldJob implements JobRunner<PlaceHold, HoldAnswered> {
  constructor(private readonly system: AskForPatron) {}

  async run({ tenant, key, payload }: Job<PlaceHold>, signal: AbortSignal): Promise<HoldAnswered> {
    const { requestId, patronRef, record, pickupBranch: pickup } = payload;
    const answer = await this.system.ask(tenant, patronRef, signal, (agency, card) =>
      requestItem(agency, { request: key, card, record, pickup }),
    );
    const { problem } = answer;
    if (problem?.type === 'Duplicate Request') return { answer: 'placed', requestId, holdId: problem.value || key };
    if (problem) return { answer: 'refused', requestId, reason: sentence(problemText(problem)) };
    return { answer: 'placed', requestId, holdId: answer.requestId ?? key };
  }
  done(tx: Tx, { key }: Job<PlaceHold>, answer: HoldAnswered): Promise<void> {
    return answered(tx, key, answer);
  }
  failed(tx: Tx, { key, payload: { requestId } }: Job<PlaceHold>, failure: JobFailure): Promise<void> {
    return answered(tx, key, { answer: 'in-doubt', requestId, reason: whyNot(failure) });
  }
}

/** Takes a hold away again (Cancel Request Item); one that is not there any more is away. */
@JobHandler('remove-hold', { timeoutMs: 15_000, attempts: 5, concurrency: 4 })
export class RemoveHoldJob implements JobRunner<RemoveHold, null> {
  constructor(private readonly system: AskForPatron) {}

  async run({ tenant, payload: { patronRef, holdId } }: Job<RemoveHold>, signal: AbortSignal): Promise<null> {
    if (!holdId) throw new PermanentError('the number of the hold is not known here.');
    const { problem } = await this.system.ask(tenant, patronRef, signal, (agency, card) =>
      cancelRequestItem(agency, card, holdId),
    );
    if (problem && problem.type !== 'Unknown Request') throw new PermanentError(problemText(problem));
    return null;
  }
  done(tx: Tx, { key, payload: { requestId } }: Job<RemoveHold>): Promise<void> {
    return answered(tx, key, { answer: 'removed', requestId });
  }
  failed(tx: Tx, { key, payload: { requestId } }: Job<RemoveHold>, failure: JobFailure): Promise<void> {
    return answered(tx, key, { answer: 'kept', requestId, reason: whyNot(failure) });
  }
}
