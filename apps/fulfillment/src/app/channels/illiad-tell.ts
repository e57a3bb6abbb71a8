import { JobHandler, PermanentError, type Job, type JobFailure, type JobRunner, type LookedUp, type Tx } from '#lib/messaging';
import { openAccount, Seals, type Account } from '#lib/service';
import { Illiad, type IlliadAnswer } from '../../adapters/illiad.port.ts';
import { transactionFields } from '../../domain/illiad/fields.ts';
import { CANCELLED, isSent, RENEWING, RETURNED, type IlliadTransaction } from '../../domain/illiad/queues.ts';
import type { TellIlliad } from '../jobs/errands.ts';
import { clip, report, whyNot } from '../jobs/report.ts';
import { hearIlliad, pollLater } from './illiad-heard.ts';

/** What came of it; `nothing` where ILLiad has no such request, so that there is nothing to tell it. */
type Told = IlliadAnswer | { readonly nothing: true };

/**
 * Asks lenders by the library's own ILLiad. ILLiad ignores keys: before a request is made again that may have got there, it is looked for under
 * our number, as orders are.
 */
@JobHandler('illiad-tell', { timeoutMs: 20_000, attempts: 6, concurrency: 4 })
export class IlliadTellJob implements JobRunner<TellIlliad, Told> {
  constructor(
    private readonly illiad: Illiad,
    private readonly seals: Seals,
  ) {}

  async run({ tenant, payload }: Job<TellIlliad>, signal: AbortSignal): Promise<Told> {
    const account = this.#account(tenant, payload);
    if (payload.said === 'Request')
      return this.illiad.create(account, transactionFields(account.settings['user'] ?? '', payload.asked), signal);
    const now = await this.illiad.find(account, payload.asked.reference, signal);
    return now ? { transaction: await this.#tell(account, payload, now, signal) } : { nothing: true };
  }
  async lookUp({ tenant, payload }: Job<TellIlliad>, signal: AbortSignal): Promise<LookedUp<Told>> {
    const transaction = await this.illiad.find(this.#account(tenant, payload), payload.asked.reference, signal);
    return transaction ? { found: { transaction } } : { notFound: true };
  }

  async done(tx: Tx, { key, payload }: Job<TellIlliad>, told: Told): Promise<void> {
    const { said } = payload;
    if ('nothing' in told) {
      if (said === 'Cancel') await hearIlliad(tx, key, { number: '', queue: CANCELLED });
      return;
    }
    if ('refused' in told) return report(tx, key, { on: 'message-refused', by: 'lender', said, reason: clip(told.refused) });
    const { number, queue } = told.transaction;
    if (said === 'Request') {
      await report(tx, key, { on: 'says-request-received', by: 'lender', word: { lenderRequestId: number } });
      await pollLater(tx, key, number, queue, 0);
    }
    await hearIlliad(tx, key, told.transaction);
  }
  failed(tx: Tx, { key, payload, perhapsSent }: Job<TellIlliad>, failure: JobFailure): Promise<void> {
    const reason = `ILLiad could not be told: ${whyNot(failure)}`;
    const sent = perhapsSent || failure.reason === 'perhaps-sent';
    return report(tx, key, { on: 'unreachable', by: 'system', said: payload.said, reason, perhapsSent: sent });
  }

  /** A Cancel that comes too late tells how it stands instead. */
  #tell(account: Account, { said, note }: TellIlliad, now: IlliadTransaction, signal: AbortSignal): Promise<IlliadTransaction> {
    switch (said) {
      case 'Cancel':
        return isSent(now.queue) ? Promise.resolve(now) : this.illiad.route(account, now.number, CANCELLED, signal);
      case 'Renew':
        return this.illiad.route(account, now.number, RENEWING, signal);
      case 'ShippedReturn':
        return this.illiad.route(account, now.number, RETURNED, signal);
      case 'StatusRequest':
        return Promise.resolve(now);
      default:
        return this.illiad.note(account, now.number, note ?? `Trillium: ${said}`, signal).then(() => now);
    }
  }

  #account(tenant: string, { account }: TellIlliad): Account {
    if (!account) throw new PermanentError('the library has connected no ILLiad');
    return openAccount(this.seals, tenant, account);
  }
}
