import { z } from 'zod';
import { PermanentError } from '#lib/messaging';
import { askJson, type Account } from '#lib/service';
import { OUR_NUMBER } from '../domain/illiad/fields.ts';
import type { IlliadTransaction } from '../domain/illiad/queues.ts';
import { Illiad, type IlliadAnswer } from './illiad.port.ts';

const Transaction = z.object({
  TransactionNumber: z.union([z.int(), z.string()]),
  TransactionStatus: z.string(),
  DueDate: z.string().nullish(),
  ReasonForCancellation: z.string().nullish(),
});
const Fault = z.object({ Message: z.string() });
interface Asking {
  readonly method?: 'GET' | 'POST' | 'PUT';
  readonly body?: object;
}

/** ILLiad's Web Platform API (Atlas Systems, *The ILLiad Web Platform API*): JSON, who asks is known by the header `ApiKey`. */
export class IlliadWebPlatform extends Illiad {
  async create(account: Account, fields: Readonly<Record<string, string>>, signal: AbortSignal): Promise<IlliadAnswer> {
    const { status, json } = await this.#ask(account, 'Transaction/', { method: 'POST', body: fields }, signal);
    if (status === 400 || status === 422) return { refused: faultIn(json) ?? `ILLiad answered ${status}` };
    return { transaction: transactionIn(json) };
  }

  async find(account: Account, ours: string, signal: AbortSignal): Promise<IlliadTransaction | undefined> {
    const user = encodeURIComponent(account.settings['user'] ?? '');
    const filter = encodeURIComponent(`${OUR_NUMBER} eq '${ours.replaceAll("'", "''")}'`);
    const { status, json } = await this.#ask(account, `Transaction/UserRequests/${user}?$filter=${filter}`, {}, signal);
    if (status === 404) return undefined;
    const list = z.array(z.unknown()).safeParse(json).data;
    if (!list) throw new PermanentError('ILLiad answered no list of requests');
    return list[0] === undefined ? undefined : transactionIn(list[0]);
  }

  read(account: Account, number: string, signal: AbortSignal): Promise<IlliadTransaction> {
    return this.#one(account, number, `Transaction/${encodeURIComponent(number)}`, {}, signal);
  }

  route(account: Account, number: string, queue: string, signal: AbortSignal): Promise<IlliadTransaction> {
    const path = `Transaction/${encodeURIComponent(number)}/Route`;
    return this.#one(account, number, path, { method: 'PUT', body: { Status: queue } }, signal);
  }

  async note(account: Account, number: string, text: string, signal: AbortSignal): Promise<void> {
    const path = `Transaction/${encodeURIComponent(number)}/Notes`;
    await this.#ask(account, path, { method: 'POST', body: { Note: text } }, signal);
  }

  async #one(account: Account, number: string, path: string, asking: Asking, signal: AbortSignal): Promise<IlliadTransaction> {
    const { status, json } = await this.#ask(account, path, asking, signal);
    if (status >= 400) throw new PermanentError(faultIn(json) ?? `ILLiad answered ${status} for transaction ${number}`);
    return transactionIn(json);
  }

  async #ask({ address, secrets }: Account, path: string, { method = 'GET', body }: Asking, signal: AbortSignal) {
    const headers = { apikey: secrets['key'] ?? '', ...(body && { 'content-type': 'application/json' }) };
    const url = `${address.replace(/\/+$/, '')}/${path}`;
    const reply = await askJson(url, {
      method,
      headers,
      signal,
      maxBytes: 1_048_576,
      ...(body && { body: JSON.stringify(body) }),
    });
    if (reply.status === 401 || reply.status === 403) throw new PermanentError('ILLiad refuses the API key');
    return reply;
  }
}

const faultIn = (json: unknown): string | undefined => Fault.safeParse(json).data?.Message;

/** @throws PermanentError where it is no transaction */
function transactionIn(json: unknown): IlliadTransaction {
  const read = Transaction.safeParse(json);
  if (!read.success) throw new PermanentError('ILLiad answered something that is no transaction');
  const { TransactionNumber, TransactionStatus, DueDate, ReasonForCancellation } = read.data;
  const due = /^\d{4}-\d{2}-\d{2}/.exec(DueDate ?? '')?.[0];
  return {
    number: String(TransactionNumber),
    queue: TransactionStatus,
    ...(due && { dueDate: due }),
    ...(ReasonForCancellation && { reason: ReasonForCancellation.slice(0, 300) }),
  };
}
