import { Inject } from '@nestjs/common';
import { JobHandler, type Job, type JobFailure, type JobRunner, type Tx } from '#lib/messaging';
import { LENDER_CHANNEL, type LenderChannel } from '../../adapters/lender.port.ts';
import { Protocols } from '../iso18626/protocols.ts';
import { keepMessage } from '../iso18626/keep.ts';
import { bring, type Sent } from './bring.ts';
import type { TellLender } from './errands.ts';
import { clip, report, whyNot } from './report.ts';

/** Brings messages to lenders: in order, one unconfirmed at a time, each again until it is confirmed or eight times were not enough. */
@JobHandler('tell-lender', { timeoutMs: 20_000, attempts: 8, concurrency: 8 })
export class TellLenderJob implements JobRunner<TellLender, Sent> {
  constructor(
    @Inject(LENDER_CHANNEL) private readonly channel: LenderChannel,
    private readonly protocols: Protocols,
  ) {}

  run({ tenant, payload }: Job<TellLender>, signal: AbortSignal): Promise<Sent> {
    return bring(this.channel, this.protocols, tenant, payload, signal);
  }
  async done(tx: Tx, { key, payload }: Job<TellLender>, answer: Sent): Promise<void> {
    const { partner, said } = payload;
    const message = { direction: 'out', attemptId: key, partner, kind: said, xml: answer.sent, answer: answer.xml } as const;
    const came = async (): Promise<void> => {
      if (!answer.taken) await report(tx, key, { on: 'message-refused', by: 'lender', said, reason: clip(answer.reason) });
      else if (said === 'Request') await report(tx, key, { on: 'sent', by: 'system' });
    };
    await Promise.all([keepMessage(tx, message), came()]);
  }
  failed(tx: Tx, { key, payload, perhapsSent }: Job<TellLender>, failure: JobFailure): Promise<void> {
    const reason = `${payload.partner} could not be reached: ${whyNot(failure)}`;
    return report(tx, key, {
      on: 'unreachable',
      by: 'system',
      said: payload.said,
      reason,
      perhapsSent: perhapsSent || isSent(failure),
    });
  }
}

const isSent = ({ error }: JobFailure): boolean => !(error instanceof Error && error.name === 'NotSent');
