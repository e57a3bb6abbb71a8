import type { Task } from '#lib/contracts';
import { formatMoney, money } from '#lib/kernel';
import { openOf, type InvoiceState } from '../domain/invoices/invoice.ts';
import type { Invoice, Prisma } from '../generated/prisma/client.ts';
import { action } from './task-action.ts';

const REASON = { name: 'reason', kind: 'text', required: true } as const;

/** Invoices of the library's own that wait for somebody: overdue, paid more than is asked now, drafted long ago and never issued. */
export async function invoiceTasks(tx: Prisma.TransactionClient, tenant: string, take: number): Promise<Task[]> {
  const rows = await tx.invoice.findMany({
    where: { tenant, OR: [{ status: { in: ['overdue', 'to-refund'] } }, { status: 'draft', reminders: { gt: 0 } }] },
    orderBy: [{ dueOn: 'asc' }, { id: 'asc' }],
    take,
  });
  return rows.map(taskOf);
}

function taskOf(row: Invoice): Task {
  const state = row.state as unknown as InvoiceState;
  const { document, issued } = state;
  const open = money(Math.abs(openOf(state)), document!.currency);
  const path = `/api/payment/invoices/${row.id}`;
  const common = {
    id: `invoice-${row.id}`,
    service: 'payment',
    of: { kind: 'invoice', id: row.id },
    library: row.tenant,
  } as const;
  const since = row.updatedAt.toISOString();
  if (state.status === 'draft')
    return {
      ...common,
      kind: 'invoice-draft',
      title: `Draft of an invoice to ${document!.debtor}`,
      reason: 'It was drafted long ago and never issued.',
      since: row.createdAt.toISOString(),
      actions: [
        action('issue-invoice', 'POST', `${path}/issue`, { primary: true }),
        action('discard-invoice', 'POST', `${path}/discard`, { fields: [REASON] }),
      ],
    };
  if (state.status === 'to-refund')
    return {
      ...common,
      kind: 'invoice-to-refund',
      title: `${issued!.number}, ${document!.debtor}: ${formatMoney(open)} to pay back`,
      reason: 'More was paid than is asked since it was credited. Pay it back, and note it at the invoice.',
      since,
      actions: [],
    };
  const reminded = state.reminders ? ` Reminded ${times(state.reminders)}, last on ${state.remindedOn!}.` : '';
  return {
    ...common,
    kind: 'invoice-overdue',
    title: `${issued!.number}, ${document!.debtor}: ${formatMoney(open)} open`,
    reason: `It was due on ${issued!.due!}.${reminded}`,
    since: `${issued!.due!}T00:00:00.000Z`,
    actions: [
      action('invoice-reminded', 'POST', `${path}/reminders`, { primary: true }),
      action('credit-invoice', 'POST', `${path}/credit`, { fields: [REASON] }),
    ],
  };
}

const times = (count: number): string => (count === 1 ? 'once' : count === 2 ? 'twice' : `${count} times`);
