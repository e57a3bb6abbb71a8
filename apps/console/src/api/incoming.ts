import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import { get, send } from './client.ts';
import type { IfmLine } from './ifm.ts';
import { BOOKS, type Booked } from './money.ts';
import { named, refusedAt } from './problems.ts';
import type { Money } from './shapes.ts';

export const INCOMING_STATUSES = ['waiting', 'approved', 'paid', 'withdrawn'] as const;

/** An invoice that came, held against what was expected. */
export interface IncomingSummary {
  readonly id: string;
  readonly payee: string;
  readonly number: string;
  readonly date: string;
  readonly status: (typeof INCOMING_STATUSES)[number];
  readonly total: Money;
  /** What of it is taken: as expected, or accepted. */
  readonly toPay: Money;
  /** What of that is not paid yet; below zero: to come from them. */
  readonly open: Money;
  readonly waiting: number;
  readonly at: string;
  readonly withdrawn?: string;
}
export interface IncomingLine {
  readonly line: number;
  readonly what?: string;
  readonly reference?: string;
  readonly requestId?: string;
  readonly amount: Money;
  readonly verdict: IfmLine['verdict'];
  readonly why?: string;
  readonly waits: boolean;
  readonly taken?: 'confirm' | 'accept' | 'contest';
  readonly reason?: string;
}
export interface Incoming extends IncomingSummary {
  readonly lines: readonly IncomingLine[];
  /** Below zero: it came from them. */
  readonly payments: readonly Booked[];
}
export interface Awaited {
  readonly charge: string;
  readonly requestId: string;
  readonly payee: string;
  readonly reference?: string;
  readonly since: string;
  /** Below zero: something is to be given back. */
  readonly open: Money;
}

const INCOMING = '/api/payment/incoming-invoices';
const KEY = [...BOOKS, 'incoming'] as const;
const oneOf = (id: string): string => `${INCOMING}/${encodeURIComponent(id)}`;

interface Which {
  readonly payee?: string | undefined;
  readonly after?: string | undefined;
}
interface IncomingList {
  readonly invoices: readonly IncomingSummary[];
  readonly more: boolean;
}
export const incomingListQuery = ({ payee, after }: Which) =>
  queryOptions({
    queryKey: [...KEY, 'list', payee ?? '', after ?? ''],
    placeholderData: keepPreviousData,
    queryFn: ({ signal }): Promise<IncomingList> =>
      get(`${INCOMING}?${new URLSearchParams({ ...(payee && { payee }), ...(after && { after }) }).toString()}`, signal),
  });
export const incomingQuery = (id: string) =>
  queryOptions({
    queryKey: [...KEY, 'one', id],
    queryFn: ({ signal }): Promise<Incoming> => get(oneOf(id), signal),
  });
/** What is owed by invoice and no invoice has asked for yet, the oldest first. */
export const awaitedQuery = (currency: string) =>
  queryOptions({
    queryKey: [...KEY, 'expected', currency],
    placeholderData: keepPreviousData,
    queryFn: ({ signal }): Promise<{ expected: Awaited[]; more: boolean }> =>
      get(`${INCOMING}/expected?currency=${currency}`, signal),
  });

/** What stands at the head of an invoice that came. */
export interface IncomingHead {
  readonly payee: string;
  readonly number: string;
  readonly date: string;
  readonly currency: string;
  /** In minor units, where the invoice says it. */
  readonly total?: number;
}
export interface EnteredLine {
  readonly minor: number;
  readonly reference?: string;
  readonly requestId?: string;
  readonly what?: string;
}
export const enterIncoming = (invoice: IncomingHead & { readonly lines: readonly EnteredLine[] }): Promise<Incoming> =>
  send('POST', INCOMING, invoice);
/** Its lines as a table. */
export async function enterIncomingFile({ total, ...head }: IncomingHead, file: File): Promise<Incoming> {
  const asked = new URLSearchParams({ ...head, ...(total !== undefined && { total: String(total) }) });
  return send('POST', `${INCOMING}/files?${asked.toString()}`, await file.text());
}
/** The one that was entered before under the same number of the same payee, however it is written. */
export async function enteredBefore({
  payee,
  number,
}: Pick<IncomingHead, 'payee' | 'number'>): Promise<IncomingSummary | undefined> {
  const { invoices } = await get<IncomingList>(`${INCOMING}?payee=${encodeURIComponent(payee)}`);
  const plain = (text: string): string => text.replaceAll(/\s+/g, '').toUpperCase();
  return invoices.find((one) => one.status !== 'withdrawn' && plain(one.number) === plain(number));
}

/** Accepting or contesting a line, as a task's action. */
export const incomingLineStep = (id: string, line: number, step: 'accept' | 'contest') => ({
  name: `${step}-invoice-line`,
  method: 'POST' as const,
  path: `${oneOf(id)}/lines/${line}/${step}`,
  fields: [{ name: 'reason', kind: 'text' as const, required: true }],
  primary: step === 'accept',
});
type Body = Readonly<Record<string, unknown>>;
/** Money went to them, or came from them, as much as is written above zero. */
export const noteIncomingPayment =
  (id: string, way: 'went' | 'came') =>
  ({ amount, on, reference }: Body): Promise<Incoming> => {
    const { minor } = amount as Money;
    return refusedAt(
      named({ minor: 'amount' }),
      send('POST', `${oneOf(id)}/paid`, { minor: way === 'came' ? -minor : minor, on, reference }),
    );
  };
export const takeBackIncomingPayment =
  (id: string, nth: number) =>
  (body: Body): Promise<Incoming> =>
    send('POST', `${oneOf(id)}/payments/${nth}/take-back`, body);
export const withdrawIncoming =
  (id: string) =>
  (body: Body): Promise<Incoming> =>
    send('POST', `${oneOf(id)}/withdraw`, body);
