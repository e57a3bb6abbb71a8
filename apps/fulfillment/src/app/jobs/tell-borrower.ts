import { Inject } from '@nestjs/common';
import { JobHandler, type Job, type JobFailure, type JobRunner, type Tx } from '#lib/messaging';
import { LENDER_CHANNEL, type LenderChannel } from '../../adapters/lender.port.ts';
import { keepMessage } from '../iso18626/keep.ts';
import { Protocols } from '../iso18626/protocols.ts';
import { notTold } from '../lent/act.ts';
import type { TellBorrower } from '../lent/step.ts';
import { bring, type Sent } from './bring.ts';
import { clip, whyNot } from './report.ts';

/** Brings the lender's messages to borrowers: in order, one unconfirmed at a time, each again until it is confirmed or eight times were not enough. */
@JobHandler('tell-borrower', { timeoutMs: 20_000, attempts: 8, concurrency: 8 })
export class TellBorrowerJob implements JobRunner<TellBorrower, Sent> {
  constructor(
    @Inject(LENDER_CHANNEL) private readonly channel: LenderChannel,
    private readonly protocols: Protocols,
  ) {}

  run({ tenant, payload }: Job<TellBorrower>, signal: AbortSignal): Promise<Sent> {
    return bring(this.channel, this.protocols, tenant, payload, signal);
  }
  async done(tx: Tx, { key, payload }: Job<TellBorrower>, answer: Sent): Promise<void> {
    const { partner, said } = payload;
    await keepMessage(tx, { direction: 'out', attemptId: key, partner, kind: said, xml: answer.sent, answer: answer.xml });
    if (!answer.taken) await notTold(tx, key, said, `its system refused it: ${clip(answer.reason)}`);
  }
  failed(tx: Tx, { key, payload }: Job<TellBorrower>, failure: JobFailure): Promise<void> {
    return notTold(tx, key, payload.said, whyNot(failure));
  }
}
