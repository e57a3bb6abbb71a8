import { Inject, Injectable } from '@nestjs/common';
import type { RequestPage, RequestSummary } from '#lib/contracts';
import { reject, type Clock } from '#lib/kernel';
import { CLOCK } from '#lib/messaging';
import { httpRejection, prismaFor } from '#lib/service';
import type { Progress } from '../domain/page/progress.ts';
import { patronSteps } from '../domain/page/steps.ts';
import { withoutUndefined } from '../domain/reading/fields.ts';
import type { Prisma } from '../generated/prisma/client.ts';
import { PrismaService } from '../prisma.service.ts';
import type { Whose } from './request-list.query.ts';
import { ARRIVED, summaryOf } from './request-rows.ts';

/** Most entries a page shows. */
const MOST = 500;
const gone = () =>
  httpRejection(404, reject('not-found', 'There is no such request.', { remedy: 'Look it up in the list of requests.' }));

@Injectable()
export class RequestPageQuery {
  constructor(
    private readonly prisma: PrismaService,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /** A request's short form. @throws HttpRejection 404 where the one who asks has no such request */
  async summary(id: string, whose: Whose): Promise<RequestSummary> {
    const row = await prismaFor(this.prisma, whose.tenant, (tx) => this.#row(tx, id, whose));
    if (!row) throw gone();
    return summaryOf(row);
  }

  /** What was asked for together with it: all are of the same patron, so whoever sees one sees all. */
  async #together(tx: Prisma.TransactionClient, tenant: string, setId: string): Promise<NonNullable<RequestPage['together']>> {
    const rows = await tx.requestView.findMany({
      where: { tenant, setId },
      orderBy: { setNumber: 'asc' },
      select: { id: true, setNumber: true, status: true, citation: true },
    });
    return rows.map(({ id, setNumber, status, citation }) =>
      withoutUndefined({
        id,
        number: setNumber ?? 1,
        volume: (citation as RequestPage['citation']).volume,
        status: status as RequestPage['status'],
      }),
    );
  }

  /** A request's whole page. What it costs the library, and how the patron was told, is for staff. @throws HttpRejection 404 where the one who asks has no such request */
  async page(id: string, whose: Whose): Promise<RequestPage> {
    const { tenant, patronRef, branch: requestingBranch } = whose;
    // what it costs is the library's own, neither the patron's nor a branch's; how the patron was told is for staff to look after
    const forPatron = patronRef !== undefined || requestingBranch !== undefined;
    const [row, together, timeline] = await prismaFor(this.prisma, tenant, async (tx) => {
      const found = await this.#row(tx, id, whose);
      const others = found?.setId ? await this.#together(tx, tenant, found.setId) : undefined;
      const entries = await tx.timeline.findMany({
        where: { requestId: id, tenant, ...(forPatron && { service: { notIn: ['payment', 'directory'] } }) },
        orderBy: [{ at: 'asc' }, { pos: 'asc' }],
        take: MOST,
      });
      return [found, others, entries];
    });
    if (!row) throw gone();
    return withoutUndefined({
      ...summaryOf({ ...row, setArrived: together?.filter(({ status }) => ARRIVED.includes(status)).length ?? null }),
      together,
      wishes: row.wishes as RequestPage['wishes'],
      verification: (row.verification ?? undefined) as RequestPage['verification'],
      notes: row.notes ?? undefined,
      question: (row.question ?? undefined) as RequestPage['question'],
      steps: patronSteps(row.progress as unknown as Progress, this.clock.now()),
      timeline: timeline.map(({ at, service, type, text, data }) =>
        withoutUndefined({ at: at.toISOString(), service, type, text: text ?? undefined, data: data as Record<string, unknown> }),
      ),
    });
  }

  /** One's own, or made in the name of somebody who still allows it. */
  async #row(tx: Prisma.TransactionClient, id: string, { tenant, patronRef, branch: requestingBranch }: Whose) {
    const row = await tx.requestView.findFirst({ where: { id, tenant, requestingBranch } });
    if (!row || patronRef === undefined || row.patronRef === patronRef) return row;
    if (row.askedBy !== patronRef) return null;
    const holds = await tx.proxy.findFirst({
      where: {
        tenant,
        patronRef: row.patronRef,
        proxyRef: patronRef,
        OR: [{ endsAt: null }, { endsAt: { gt: this.clock.now() } }],
      },
    });
    return holds && row;
  }
}
