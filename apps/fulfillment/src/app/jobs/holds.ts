import { Inject } from '@nestjs/common';
import { JobHandler, PermanentError, type Job, type JobFailure, type JobRunner, type Tx } from '#lib/messaging';
import {
  LIBRARY_SYSTEM,
  type HoldAnswer,
  type HoldToPlace,
  type HoldToRemove,
  type LibrarySystem,
} from '../../adapters/library-system.port.ts';
import type { HoldErrand } from './errands.ts';
import { clip, report, whyNot } from './report.ts';

const addressOf = ({ address, library }: HoldErrand<unknown>): string => {
  if (!address) throw new PermanentError(`no address of ${library}'s library system is known`);
  return address;
};

/** Places holds in the library's own system. The job's id is the request's number there: asked twice, it is one hold. */
@JobHandler('place-hold', { timeoutMs: 15_000, attempts: 5, concurrency: 4 })
export class PlaceHoldJob implements JobRunner<HoldErrand<HoldToPlace>, HoldAnswer> {
  constructor(@Inject(LIBRARY_SYSTEM) private readonly system: LibrarySystem) {}

  async run({ id, payload }: Job<HoldErrand<HoldToPlace>>, signal: AbortSignal): Promise<HoldAnswer> {
    return this.system.placeHold(addressOf(payload), id, payload.what, signal);
  }
  done(tx: Tx, { key }: Job<HoldErrand<HoldToPlace>>, answer: HoldAnswer): Promise<void> {
    return answer.placed
      ? report(tx, key, { on: 'hold-placed', by: 'system', holdId: answer.holdId })
      : report(tx, key, { on: 'hold-refused', by: 'system', reason: clip(answer.reason) });
  }
  failed(tx: Tx, { key }: Job<HoldErrand<HoldToPlace>>, failure: JobFailure): Promise<void> {
    return report(tx, key, { on: 'doubt', by: 'system', reason: `The hold could not be placed from here: ${whyNot(failure)}` });
  }
}

/** Takes holds away again. */
@JobHandler('remove-hold', { timeoutMs: 15_000, attempts: 5, concurrency: 4 })
export class RemoveHoldJob implements JobRunner<HoldErrand<HoldToRemove>, null> {
  constructor(@Inject(LIBRARY_SYSTEM) private readonly system: LibrarySystem) {}

  async run({ payload }: Job<HoldErrand<HoldToRemove>>, signal: AbortSignal): Promise<null> {
    await this.system.removeHold(addressOf(payload), payload.what, signal);
    return null;
  }
  done(tx: Tx, { key }: Job<HoldErrand<HoldToRemove>>): Promise<void> {
    return report(tx, key, { on: 'hold-removed', by: 'system' });
  }
  failed(tx: Tx, { key }: Job<HoldErrand<HoldToRemove>>, failure: JobFailure): Promise<void> {
    return report(tx, key, { on: 'hold-kept', by: 'system', reason: whyNot(failure) });
  }
}
