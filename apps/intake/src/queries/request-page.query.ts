import { Inject, Injectable } from '@nestjs/common';
import type { RequestPage, RequestSummary } from '#lib/contracts';
import { reject, type Clock } from '#lib/kernel';
import { CLOCK } from '#lib/messaging';
import { httpRejection, prismaFor } from '#lib/service';
import type { Progress } from '../domain/page/progress.ts';
import { loanOf, nextStep } from '../domain/page/next.ts';
import { feeOf } from '../domain/page/fees.ts';
import { leading } from '../domain/page/standing.ts';
import { patronSteps } from '../domain/page/steps.ts';
import { withoutUndefined } from '../domain/reading/fields.ts';
import type { Prisma, RequestView } from '../generated/prisma/client.ts';
import { PrismaService } from '../prisma.service.ts';
import type { Whose } from './request-list.query.ts';
import { ARRIVED, summaryOf } from './request-rows.ts';

/** The lender's own day is between it and the library. */
function forReader(loan: RequestPage['loan'], forPatron: boolean): RequestPage['loan'] {
  if (!loan || !forPatron) return loan;
  const { lenderDue: _theirs, ...own } = loan;
  return own;
}

const shown = (data: Record<string, unknown>, forPatron: boolean): Record<string, unknown> => {
  if (!forPatron || data['patronDueDate'] === undefined) return data;
  const { dueDate: _theirs, ...own } = data;
  return own;
};

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

  /** The branch where it is picked up, by its name. */
  async #pickup(
    tx: Prisma.TransactionClient,
    { tenant, wishes }: Pick<RequestView, 'tenant' | 'wishes'>,
  ): Promise<RequestPage['pickup']> {
    const { pickupBranch: code, homeDelivery } = wishes as RequestPage['wishes'];
    if (!code || homeDelivery) return undefined;
    const library = await tx.library.findUnique({ where: { symbol: tenant } });
    const branches = (library?.branches ?? []) as unknown as readonly { code: string; name: string }[];
    return { code, name: branches.find((branch) => branch.code === code)?.name ?? code };
  }

  /** A request's whole page. What it costs the library, and how the patron was told, is for staff. @throws HttpRejection 404 where the one who asks has no such request */
  async page(id: string, whose: Whose): Promise<RequestPage> {
    const { tenant, patronRef, branch: requestingBranch } = whose;
    // what it costs is the library's own, neither the patron's nor a branch's; how the patron was told is for staff to look after
    const forPatron = patronRef !== undefined || requestingBranch !== undefined;
    const [row, together, pickup, timeline] = await prismaFor(this.prisma, tenant, async (tx) => {
      const found = await this.#row(tx, id, whose);
      const others = found?.setId ? await this.#together(tx, tenant, found.setId) : undefined;
      const entries = await tx.timeline.findMany({
        where: { requestId: id, tenant, ...(forPatron && { service: { notIn: ['payment', 'directory'] } }) },
        orderBy: [{ at: 'asc' }, { pos: 'asc' }],
        take: MOST,
      });
      return [found, others, found ? await this.#pickup(tx, found) : undefined, entries];
    });
    if (!row) throw gone();
    const progress = row.progress as unknown as Progress;
    const attempt = leading(progress);
    return withoutUndefined({
      ...summaryOf({ ...row, setArrived: together?.filter(({ status }) => ARRIVED.includes(status)).length ?? null }),
      together,
      wishes: row.wishes as RequestPage['wishes'],
      verification: (row.verification ?? undefined) as RequestPage['verification'],
      notes: row.notes ?? undefined,
      question: (row.question ?? undefined) as RequestPage['question'],
      steps: patronSteps(progress, this.clock.now()),
      next: nextStep(progress),
      fee: feeOf(progress),
      loan: attempt && forReader(loanOf(attempt), forPatron),
      pickup,
      timeline: timeline.map(({ at, service, type, text, data }) =>
        withoutUndefined({
          at: at.toISOString(),
          service,
          type,
          text: text ?? undefined,
          data: shown(data as Record<string, unknown>, forPatron),
        }),
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
