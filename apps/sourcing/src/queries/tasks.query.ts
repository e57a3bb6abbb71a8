import { Injectable } from '@nestjs/common';
import type { Task, TaskAction, TaskList } from '#lib/contracts';
import { prismaFor } from '#lib/service';
import type { SourcingState } from '../domain/request/state.ts';
import { PrismaService } from '../prisma.service.ts';

const MOST = 200;
const REASON = { name: 'reason', kind: 'long-text', required: true } as const;
const choices = (...values: string[]) => values.map((value) => ({ value, label: value }));

@Injectable()
export class TasksQuery {
  constructor(private readonly prisma: PrismaService) {}

  /** Requests that wait for staff, the longest first, then those of which fulfillment has told nothing for long. */
  list(tenant: string): Promise<TaskList> {
    return prismaFor(this.prisma, tenant, async (tx) => {
      const rows = await tx.request.findMany({
        where: { tenant, OR: [{ status: 'waiting-staff' }, { status: 'handed-over', reminders: { gt: 0 } }] },
        orderBy: [{ status: 'desc' }, { since: 'asc' }],
        take: MOST + 1,
      });
      const tasks = rows.map((row) => taskOf(row.id, tenant, row.state as unknown as SourcingState));
      return { tasks: tasks.slice(0, MOST), more: tasks.length > MOST };
    });
  }
}

export function taskOf(id: string, library: string, state: SourcingState): Task {
  const { citation } = state.request!;
  const outcome = state.decision?.outcome;
  const waits = state.status === 'waiting-staff';
  const notYet = outcome?.route === 'staff' && outcome.notYet;
  return {
    id: `${waits ? 'decide' : 'check'}-${id}`,
    service: 'sourcing',
    kind: waits ? (notYet ? 'by-hand' : 'to-decide') : 'no-word',
    requestId: id,
    library,
    title: citation.title ?? citation.container ?? citation.doi ?? 'A request without a title',
    reason: waits
      ? (state.decision?.reason ?? 'A person decides.')
      : 'It was handed over long ago, and nothing has been heard of it since.',
    since: state.since,
    ...(state.deadline && { deadline: state.deadline }),
    actions: waits ? actionsOf(id, state) : [],
  };
}

function actionsOf(id: string, { found, request }: SourcingState): TaskAction[] {
  const path = `/api/sourcing/requests/${id}`;
  const { holders } = found;
  const able = holders?.known ? holders.value.holders.filter((one) => one.maySupply) : [];
  const symbolsOf = (abroad: boolean): string[] => [
    ...new Set(able.filter((one) => one.abroad === abroad).map((one) => one.symbol)),
  ];
  // abroad one at a time, as vouchers are kept for it
  const symbols = able.some((one) => !one.abroad) ? symbolsOf(false) : symbolsOf(true).slice(0, 1);
  const copy = request!.service === 'copy';
  const decide = (route: string, fields: TaskAction['fields'], primary = false): TaskAction => ({
    name: `decide-${route}`,
    method: 'POST',
    path: `${path}/decide`,
    fields: [{ name: 'route', kind: 'choice', required: true, options: choices(route), value: route }, ...fields, REASON],
    primary,
  });
  return [
    decide(
      'borrow',
      [
        { name: 'lenders', kind: 'text', required: true, value: symbols.join(' ') },
        { name: 'maxCost', kind: 'money', required: false },
      ],
      true,
    ),
    decide('buy', [
      {
        name: 'what',
        kind: 'choice',
        required: true,
        options: copy ? choices('copy') : choices('print', 'e-book'),
        value: copy ? 'copy' : 'print',
      },
      {
        name: 'provider',
        kind: 'choice',
        required: true,
        options: copy ? choices('get-it-now', 'reprints-desk', 'publisher') : choices('vendor'),
        value: copy ? 'get-it-now' : 'vendor',
      },
      { name: 'offer', kind: 'text', required: false },
      { name: 'price', kind: 'money', required: false },
    ]),
    decide('deliver', [{ name: 'url', kind: 'url', required: true }]),
    decide('tell-patron', [{ name: 'message', kind: 'long-text', required: true }]),
    { name: 'look-again', method: 'POST', path: `${path}/look-again`, fields: [], primary: false },
    { name: 'close', method: 'POST', path: `${path}/close`, fields: [REASON], primary: false },
  ];
}
