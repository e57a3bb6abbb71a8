import type { Task } from '#lib/contracts';
import { formatMoney, money } from '#lib/kernel';
import type { ManualState } from '../domain/manual/manual-entry.ts';
import { debitedIn, type Waits } from '../domain/manual/manual-limit.ts';
import { WINDOW_DAYS } from '../domain/manual/posted-alone.ts';
import type { ManualEntry, Prisma } from '../generated/prisma/client.ts';
import { WAITING } from './manual-entries.query.ts';
import { action } from './task-action.ts';

const REASON = { name: 'reason', kind: 'text', required: true } as const;

/** Entries by hand above the limit, and those to be taken back: they wait for a second person. */
export async function manualTasks(tx: Prisma.TransactionClient, tenant: string, take: number): Promise<Task[]> {
  const rows = await tx.manualEntry.findMany({ where: { tenant, status: { in: WAITING } }, orderBy: { createdAt: 'asc' }, take });
  return rows.map(taskOf);
}

function taskOf({ id, tenant, requestId, updatedAt, state }: ManualEntry): Task {
  const { status, lines = [], reason = '', reversal, waits } = state as unknown as ManualState;
  const amount = formatMoney(money(debitedIn(lines), lines[0]?.amount.currency ?? 'USD'));
  const path = `/api/payment/manual-entries/${id}`;
  const back = status === 'reversal-proposed';
  return {
    id: `manual-${id}`,
    service: 'payment',
    kind: 'manual-entry',
    ...(requestId ? { requestId } : {}),
    of: { kind: 'manual-entry', id },
    library: tenant,
    title: back ? `Take back ${amount}: ${reason}` : `${amount}: ${reason}`,
    reason: back
      ? `It is posted and is to be taken back: ${reversal?.reason}. ${whyTwo(waits)} Another than who proposed that approves it.`
      : `${whyTwo(waits)} Another than who proposed it approves it.`,
    since: updatedAt.toISOString(),
    actions: [
      action('approve-manual-entry', 'POST', `${path}/approve`, { primary: true }),
      action('refuse-manual-entry', 'POST', `${path}/refuse`, { fields: [REASON] }),
    ],
  };
}

const whyTwo = (waits: Waits | undefined): string =>
  waits?.already
    ? `With the ${formatMoney(waits.already)} that its writer posted alone in the ${WINDOW_DAYS} days before, it is above the limit for one person.`
    : 'It is above the limit for one person.';
