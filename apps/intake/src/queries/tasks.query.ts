import { Injectable } from '@nestjs/common';
import type { Citation, Task, TaskAction, TaskList } from '#lib/contracts';
import { prismaFor } from '#lib/service';
import { asTyped } from '../app/correct-request.ts';
import { withoutUndefined } from '../domain/reading/fields.ts';
import type { RequestState } from '../domain/request/request.ts';
import { PrismaService } from '../prisma.service.ts';

const MOST = 200;
const KINDS = ['article', 'chapter', 'conference', 'book', 'dissertation', 'av', 'score', 'map', 'microform'];
const REASON = { name: 'reason', kind: 'text', required: true } as const;
const CORRECTABLE = [
  'title',
  'container',
  'authors',
  'volume',
  'issue',
  'pages',
  'year',
  'issn',
  'isbn',
  'doi',
  'pmid',
  'oclc',
] as const;

const titleOf = (citation: Citation): string =>
  (citation.title ?? citation.container ?? citation.doi ?? citation.pmid ?? citation.isbn[0] ?? citation.oclc ?? '—').slice(
    0,
    300,
  );

/** All staff can do about a request that waits at intake's desk. */
function actionsFor(id: string, state: RequestState): TaskAction[] {
  const path = (action: string): string => `/api/intake/requests/${id}/${action}`;
  const typed = asTyped(state.citation!);
  const fields: TaskAction['fields'] = [
    ...(state.patronUnknown ? [{ name: 'patron', kind: 'text' as const, required: true }] : []),
    {
      name: 'kind',
      kind: 'choice',
      required: false,
      options: KINDS.map((kind) => ({ value: kind, label: kind })),
      value: typed.kind,
    },
    ...CORRECTABLE.map((name) => {
      const value = typed[name];
      return withoutUndefined({
        name,
        kind: name === 'title' || name === 'container' ? ('long-text' as const) : ('text' as const),
        required: false,
        value: Array.isArray(value) ? value.join('; ') : value?.toString(),
      });
    }),
  ];
  return [
    { name: 'correct', method: 'POST', path: path('correct'), fields, primary: true },
    { name: 'go-on', method: 'POST', path: path('go-on'), fields: [], primary: false },
    { name: 'cancel', method: 'POST', path: path('cancel'), fields: [REASON], primary: false },
  ];
}

@Injectable()
export class TasksQuery {
  constructor(private readonly prisma: PrismaService) {}

  /** What waits for staff at intake: requests nobody can make sense of, and those that have gone on for long without an end. */
  list(tenant: string): Promise<TaskList> {
    return prismaFor(this.prisma, tenant, async (tx) => {
      const rows = await tx.request.findMany({
        where: {
          tenant,
          OR: [{ status: 'waiting-for-staff' }, { status: 'verified', state: { path: ['languishing'], equals: true } }],
        },
        orderBy: { submittedAt: 'asc' },
        take: MOST + 1,
      });
      // what the patron has is fulfillment's to bring to its end: there is nothing to cancel
      const finished = await tx.requestView.findMany({
        where: { tenant, status: 'finished', id: { in: rows.map(({ id }) => id) } },
        select: { id: true },
      });
      const theirs = new Set(finished.map(({ id }) => id));
      const tasks = rows
        .slice(0, MOST)
        .filter(({ id }) => !theirs.has(id))
        .flatMap((row) => this.#task(row.id, tenant, row.state as unknown as RequestState, row.deadlineAt) ?? []);
      return { tasks, more: rows.length > MOST };
    });
  }

  #task(id: string, library: string, state: RequestState, deadline: Date | null): Task | undefined {
    if (!state.citation || !state.submittedAt) return undefined;
    const { waiting } = state;
    const common = { service: 'intake' as const, requestId: id, library, title: titleOf(state.citation) };
    if (waiting)
      return withoutUndefined({
        ...common,
        id: `intake:${id}`,
        kind: waiting.reason,
        reason: waiting.message,
        since: waiting.since,
        deadline: deadline?.toISOString(),
        actions: actionsFor(id, state),
      });
    return {
      ...common,
      id: `intake:${id}:languishing`,
      kind: 'languishing',
      reason: 'The request has gone on for 20 days without an end. Look who has it, or cancel it.',
      since: state.submittedAt,
      actions: [{ name: 'cancel', method: 'POST', path: `/api/intake/requests/${id}/cancel`, fields: [REASON], primary: false }],
    };
  }
}
