import type { Task, TaskAction } from '#lib/contracts';
import { vouchersText } from '#lib/kernel';
import { stockId } from '../app/stores.ts';
import type { AwaitedState } from '../domain/vouchers/awaited.ts';
import { worthIn, worthOf } from '../domain/vouchers/card.ts';
import type { StockState } from '../domain/vouchers/stock.ts';
import type { Prisma } from '../generated/prisma/client.ts';
import { action } from './task-action.ts';

const step = (promise: string, name: string, primary = false): TaskAction =>
  action(`vouchers-${name}`, 'POST', `/api/payment/vouchers/promises/${promise}/${name}`, { primary });

/**
 * Too few vouchers; those that are due, as the lender has sent what they pay for; and those promised and not sent, or sent and not heard of,
 * since before `before`: whoever keeps the drawer says what became of them. They stand here as long as that lasts; what was sent is counted
 * from when it was sent.
 */
export async function voucherTasks(tx: Prisma.TransactionClient, tenant: string, before: Date): Promise<Task[]> {
  const row = await tx.voucherStock.findFirst({ where: { tenant } });
  const overdue = await awaitedTasks(tx, tenant, before);
  if (!row) return overdue;
  const state = row.state as unknown as StockState;
  return [...lowTask(tenant, state, row.updatedAt), ...(await underWay(tx, tenant, state, before)), ...overdue];
}

const MOST_AWAITED = 200;
/** Cards that borrowers should have sent by now: the page takes them in; here they may be waived. */
async function awaitedTasks(tx: Prisma.TransactionClient, tenant: string, before: Date): Promise<Task[]> {
  const rows = await tx.awaitedVouchers.findMany({
    where: { tenant, status: 'awaited', createdAt: { lt: before } },
    orderBy: { createdAt: 'asc' },
    take: MOST_AWAITED,
  });
  return rows.flatMap(({ id, state, createdAt }) => {
    const { charge, asked, come } = state as unknown as AwaitedState;
    if (!charge) return [];
    const { borrower, service, reference } = charge;
    const some = come ? ` ${vouchersText(come)} came.` : '';
    return [
      {
        id: `vouchers-awaited-${id}`,
        service: 'payment',
        kind: 'vouchers-awaited',
        library: tenant,
        title: `${vouchersText(asked - come)} from ${borrower}`,
        reason: `Asked for a ${service} lent${reference ? ` (their number ${reference})` : ''}, and not here yet.${some} Take them in on the page of vouchers when they come, write to ${borrower}, or ask nothing after all.`,
        since: createdAt.toISOString(),
        supplier: borrower,
        of: { kind: 'vouchers', id },
        actions: [action('waive-vouchers', 'POST', `/api/payment/vouchers/awaited/${id}/waive`, { fields: [WHY] })],
      } satisfies Task,
    ];
  });
}
const WHY = { name: 'reason', kind: 'text', required: true } as const;

/** Fewer than the library wants to have: somebody buys. Those promised or sent are not counted. */
function lowTask(tenant: string, { cards, low }: StockState, since: Date): Task[] {
  const held = worthIn(cards, 'held');
  if (low === undefined || held >= low) return [];
  return [
    {
      id: `vouchers-low-${tenant}`,
      service: 'payment',
      kind: 'vouchers-low',
      of: { kind: 'vouchers', id: tenant },
      library: tenant,
      title: `${vouchersText(held)} left`,
      reason: `Fewer than ${vouchersText(low)} are free to be promised: buy some from IFLA, and take them in when they have come.`,
      since: since.toISOString(),
      actions: [action('vouchers-low', 'PUT', '/api/payment/vouchers/low', { fields: [LIMIT(low)] })],
    },
  ];
}
const LIMIT = (low: number) => ({ name: 'halves', kind: 'number', required: true, value: low }) as const;

async function underWay(tx: Prisma.TransactionClient, tenant: string, { cards }: StockState, before: Date): Promise<Task[]> {
  const open = cards.filter(({ status, attempt }) => attempt && (status === 'reserved' || status === 'in-transit'));
  if (!open.length) return [];
  const since = await tx.$queryRaw<{ attempt: string; type: string; at: Date }[]>`
    select data ->> 'attempt' as attempt, type, max(at) as at from event
    where aggregate = ${stockId(tenant)}::uuid and tenant = ${tenant} and type in ('reserved', 'sent') group by 1, 2`;
  const due = await tx.$queryRaw<{ promise: string; at: Date }[]>`
    select state #>> '{cost,reservation}' as promise, created_at as at from charge
    where tenant = ${tenant} and status <> 'reversed' and state #>> '{cost,settledBy}' = 'vouchers'
      and request_id = any(${open.flatMap(({ requestId }) => requestId ?? [])}::uuid[])`;
  return [...Map.groupBy(open, ({ attempt }) => attempt!)].flatMap(([attempt, own]) => {
    const [{ status, lender = '', requestId }] = own as [StockState['cards'][number]];
    const sent = status === 'in-transit';
    const shipped = sent ? undefined : due.find(({ promise }) => promise === attempt)?.at;
    const at = shipped ?? since.find((one) => one.attempt === attempt && one.type === (sent ? 'sent' : 'reserved'))?.at;
    if (!requestId || !at || (!shipped && at >= before)) return [];
    const worth = vouchersText(worthOf(own));
    const numbers = own.map(({ number }) => number).join(', ');
    return [
      {
        id: `vouchers-${attempt}`,
        service: 'payment',
        kind: 'vouchers-waiting',
        of: { kind: 'vouchers', id: attempt },
        requestId,
        library: tenant,
        title: `${worth} for ${lender}`,
        reason: sent
          ? `Sent to ${lender}, and nobody has said whether they arrived: ${numbers}.`
          : shipped
            ? `${lender} has supplied it: send ${numbers} by letter, or with the parcel when it goes back.`
            : `Promised to ${lender} and not sent yet: ${numbers}. Nobody else can use them.`,
        since: at.toISOString(),
        supplier: lender,
        actions: sent
          ? [step(attempt, 'accept', true), step(attempt, 'come-back')]
          : [step(attempt, 'send', true), step(attempt, 'release')],
      } satisfies Task,
    ];
  });
}
