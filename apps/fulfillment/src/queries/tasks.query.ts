import { Injectable } from '@nestjs/common';
import type { PartnerChanged, Task, TaskList } from '#lib/contracts';
import { prismaFor } from '#lib/service';
import { pasteFor } from './paste-for.ts';
import type { Attempt } from '../domain/attempt/index.ts';
import type { Process } from '../domain/process/index.ts';
import { PrismaService } from '../prisma.service.ts';
import { toTasks } from './attempt-view.ts';

const MOST = 200;

/** A request that has been open for longer than it should, whatever its attempts do. */
function stuck(library: string, id: string, title: string | null, process: Process): Task {
  const waits = process.status === 'exhausted' ? 'Nobody has decided what to do next.' : 'It has been open for a long time.';
  return {
    id: `request-${id}`,
    service: 'fulfillment',
    kind: 'stuck',
    requestId: id,
    library,
    title: title ?? 'Untitled',
    reason: waits,
    since: process.since,
    ...(process.deadline ? { deadline: process.deadline } : {}),
    // nothing more is supplied once sourcing ends it
    actions: [
      {
        name: 'close',
        method: 'POST',
        path: `/api/sourcing/requests/${id}/close`,
        fields: [{ name: 'reason', kind: 'text', required: true }],
        primary: true,
      },
    ],
  };
}

@Injectable()
export class TasksQuery {
  constructor(private readonly prisma: PrismaService) {}

  /** What waits for a person at this library, the oldest first. @param kind one worklist of them */
  list(tenant: string, kind?: string): Promise<TaskList> {
    return prismaFor(this.prisma, tenant, async (tx) => {
      const take = MOST + 1;
      const rows = await tx.attempt.findMany({ where: { tenant, task: { not: null } }, orderBy: { id: 'asc' }, take });
      const late = await tx.process.findMany({
        where: { tenant, reminders: { gt: 0 }, status: { not: 'closed' } },
        orderBy: { id: 'asc' },
        take,
      });
      const attempts = rows.map(({ id, version, state, createdAt }) => ({
        id,
        version: Number(version),
        state: state as unknown as Attempt,
        createdAt,
      }));
      const lenders = attempts.flatMap(({ state: { plan } }) => ('lender' in plan ? [plan.lender.symbol] : []));
      const known = await tx.partner.findMany({ where: { tenant, symbol: { in: lenders } } });
      const partners = new Map(known.map(({ symbol, profile }) => [symbol, profile as unknown as PartnerChanged]));
      const tasks = [
        ...attempts.flatMap((row) => toTasks(tenant, row).map((task) => ({ ...task, ...pasteFor(task, row.state, partners) }))),
        ...late.map(({ id, title, state }) => stuck(tenant, id, title, state as unknown as Process)),
      ].filter((task) => !kind || task.kind === kind);
      return { tasks: tasks.slice(0, MOST), more: tasks.length > MOST };
    });
  }
}
