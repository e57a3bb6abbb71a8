import { Injectable } from '@nestjs/common';
import type { Task, TaskList } from '#lib/contracts';
import { formatMoney, money } from '#lib/kernel';
import { prismaFor } from '#lib/service';
import type { ChargeState } from '../domain/charge/charge.ts';
import { DIFFERENCES } from '../domain/matching/match-line.ts';
import type { IfmLine } from '../generated/prisma/client.ts';
import type { ReservationState } from '../domain/reservation/reservation.ts';
import { SETTLED_BY_HAND } from '../http/shapes.ts';
import { PrismaService } from '../prisma.service.ts';
import { depositTasks } from './deposits.query.ts';
import { incomingTasks } from './incoming-tasks.ts';
import { inTurns } from './in-turns.ts';
import { invoiceTasks } from './invoice-tasks.ts';
import { manualTasks } from './manual-tasks.ts';
import { action } from './task-action.ts';
import { takenBackTasks } from './to-bill.query.ts';
import { voucherTasks } from './voucher-tasks.ts';

const MOST = 200;
const REASON = { name: 'reason', kind: 'text', required: true } as const;

@Injectable()
export class TasksQuery {
  constructor(private readonly prisma: PrismaService) {}

  /**
   * What waits for a person: reservations nobody has used for long, and charges that the policy leaves open, for the desk; purchases
   * that no fund could carry, for those who may raise an allocation.
   * @param before vouchers that have waited since before then are asked about
   */
  list(tenant: string, mayAllocate: boolean, before: Date): Promise<TaskList> {
    return prismaFor(this.prisma, tenant, async (tx) => {
      const take = MOST + 1;
      const old = await tx.reservation.findMany({
        where: { tenant, status: 'held', reminders: { gt: 0 } },
        orderBy: { createdAt: 'asc' },
        take,
      });
      const undecided = await tx.charge.findMany({ where: { tenant, status: 'undecided' }, orderBy: { createdAt: 'asc' }, take });
      const differ = await tx.ifmLine.findMany({
        where: { tenant, taken: null, verdict: { in: [...DIFFERENCES] } },
        include: { report: { select: { month: true, at: true } } },
        orderBy: [{ reportId: 'asc' }, { line: 'asc' }],
        take,
      });
      const over = mayAllocate
        ? await tx.charge.findMany({ where: { tenant, status: 'over-fund' }, orderBy: { createdAt: 'asc' }, take })
        : [];
      const funds = await tx.fund.findMany({ where: { tenant, code: { in: over.map(({ fund }) => fund ?? '') } } });
      const lists: Task[][] = [
        await voucherTasks(tx, tenant, before),
        await depositTasks(tx, tenant),
        await incomingTasks(tx, tenant, take),
        await invoiceTasks(tx, tenant, take),
        await manualTasks(tx, tenant, take),
        await takenBackTasks(tx, tenant, take),
        old.flatMap((row) => reservationTask({ ...row, state: row.state as unknown as ReservationState }) ?? []),
        undecided.flatMap((row) => undecidedTask({ ...row, state: row.state as unknown as ChargeState }) ?? []),
        differ.map(({ report, ...row }) => ifmTask(row, report)),
        over.flatMap((row) => {
          const fund = funds.find(({ code }) => code === row.fund);
          return overFundTask({ ...row, state: row.state as unknown as ChargeState }, fund && Number(fund.allocated)) ?? [];
        }),
      ];
      return { tasks: inTurns(lists, MOST), more: lists.flat().length > MOST };
    });
  }
}

interface Row<State> {
  readonly id: string;
  readonly tenant: string;
  readonly createdAt: Date;
  readonly deadlineAt: Date | null;
  readonly state: State;
}

function reservationTask({ id, tenant, createdAt, deadlineAt, state }: Row<ReservationState>): Task | undefined {
  const { requestId, fund, amount, purpose } = state;
  if (!requestId || !fund || !amount) return undefined;
  const path = `/api/payment/reservations/${id}`;
  return {
    id: `reservation-${id}`,
    service: 'payment',
    kind: 'old-reservation',
    requestId,
    library: tenant,
    title: purpose || `Reservation in fund ${fund}`,
    reason: `${formatMoney(amount)} of fund ${fund} is held for this request, and nothing was bought yet.`,
    since: createdAt.toISOString(),
    deadline: deadlineAt?.toISOString(),
    actions: [
      action('keep-reservation', 'POST', `${path}/keep`, { primary: true }),
      action('release-reservation', 'POST', `${path}/release`, { fields: [REASON] }),
    ],
  };
}

function overFundTask(row: Row<ChargeState>, allocated: number | undefined): Task | undefined {
  const { cost, fund, unfunded } = row.state;
  if (!cost || !fund || allocated === undefined) return undefined;
  const missing = money(unfunded, cost.amount.currency);
  const enough = money(allocated + unfunded, missing.currency);
  return {
    id: `charge-${row.id}`,
    service: 'payment',
    kind: 'over-fund',
    requestId: cost.requestId,
    library: row.tenant,
    title: `Bought from ${cost.payee}, ${formatMoney(cost.amount)}`,
    reason: `Fund ${fund} could not carry ${formatMoney(missing)} of it. Raise its allocation by at least as much.`,
    since: row.createdAt.toISOString(),
    deadline: row.deadlineAt?.toISOString(),
    supplier: cost.payee,
    actions: [
      action('raise-allocation', 'PUT', `/api/payment/funds/${fund}`, {
        primary: true,
        fields: [{ name: 'allocated', kind: 'money', required: true, value: enough }],
      }),
    ],
  };
}

function undecidedTask({ id, tenant, createdAt, deadlineAt, state }: Row<ChargeState>): Task | undefined {
  const { cost, settlement } = state;
  if (!cost) return undefined;
  const path = `/api/payment/charges/${id}`;
  const means = {
    name: 'means',
    kind: 'choice',
    required: true,
    options: SETTLED_BY_HAND.map((value) => ({ value, label: `settle-${value}` })),
  } as const;
  return {
    id: `charge-${id}`,
    service: 'payment',
    kind: 'undecided-charge',
    requestId: cost.requestId,
    library: tenant,
    title: `${cost.payee} charges ${formatMoney(cost.amount)}`,
    reason: settlement?.why ?? 'No rule says how it is settled.',
    since: createdAt.toISOString(),
    deadline: deadlineAt?.toISOString(),
    supplier: cost.payee,
    actions: [
      action('settle-charge', 'POST', `${path}/settle`, { primary: true, fields: [means, REASON] }),
      action('ask-charges-policy', 'POST', `${path}/ask-policy`),
    ],
  };
}

const OCLC = { by: 'OCLC', path: 'ifm' } as const;
const EFTS = { by: 'EFTS', path: 'efts' } as const;
function ifmTask(row: IfmLine, { month, at }: { month: string; at: Date }): Task {
  const { by, path: room } = row.settler === 'EFTS' ? EFTS : OCLC;
  const path = `/api/payment/${room}/reports/${row.reportId}/lines/${row.line}`;
  return {
    id: `ifm-${row.reportId}-${row.line}`,
    service: 'payment',
    kind: `${room}-difference`,
    of: { kind: `${room}-report`, id: row.reportId, line: row.line },
    ...(row.requestId ? { requestId: row.requestId } : {}),
    library: row.tenant,
    title: `${by}’s report of ${month}: ${formatMoney(money(Number(row.minor), row.currency))}${row.symbol ? `, ${row.symbol}` : ''}`,
    reason: row.why ?? '',
    since: at.toISOString(),
    ...(row.symbol ? { supplier: row.symbol } : {}),
    actions: [
      action('accept-ifm-line', 'POST', `${path}/accept`, { primary: true, fields: [REASON] }),
      action('contest-ifm-line', 'POST', `${path}/contest`, { fields: [REASON] }),
    ],
  };
}
