import type { Task } from '#lib/contracts';
import { formatMoney, money } from '#lib/kernel';
import { DIFFERENCES } from '../domain/matching/match-line.ts';
import type { Prisma } from '../generated/prisma/client.ts';
import { action } from './task-action.ts';

const REASON = { name: 'reason', kind: 'text', required: true } as const;

/** Lines of invoices that came and are not as expected: somebody accepts or contests each. */
export async function incomingTasks(tx: Prisma.TransactionClient, tenant: string, take: number): Promise<Task[]> {
  const rows = await tx.incomingLine.findMany({
    where: { tenant, taken: null, verdict: { in: [...DIFFERENCES] }, invoice: { withdrawn: null } },
    include: { invoice: true },
    orderBy: [{ invoiceId: 'asc' }, { line: 'asc' }],
    take,
  });
  return rows.map(({ invoice, ...row }): Task => {
    const path = `/api/payment/incoming-invoices/${row.invoiceId}/lines/${row.line}`;
    return {
      id: `incoming-${row.invoiceId}-${row.line}`,
      service: 'payment',
      kind: 'invoice-difference',
      ...(row.requestId ? { requestId: row.requestId } : {}),
      of: { kind: 'incoming-invoice', id: row.invoiceId, line: row.line },
      library: tenant,
      title: `Invoice ${invoice.number} of ${invoice.payee}: ${formatMoney(money(Number(row.minor), invoice.currency))}`,
      reason: row.why ?? '',
      since: invoice.at.toISOString(),
      supplier: invoice.payee,
      actions: [
        action('accept-invoice-line', 'POST', `${path}/accept`, { primary: true, fields: [REASON] }),
        action('contest-invoice-line', 'POST', `${path}/contest`, { fields: [REASON] }),
      ],
    };
  });
}
