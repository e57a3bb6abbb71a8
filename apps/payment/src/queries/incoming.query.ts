import { Injectable } from '@nestjs/common';
import { money, reject, RejectionError } from '#lib/kernel';
import { prismaFor } from '#lib/service';
import { AWAITED_SQL, awaitedOf, type AwaitedRow } from '../app/incoming/awaited.ts';
import { DIFFERENCES } from '../domain/matching/match-line.ts';
import { openOf, toPayOf, type IncomingPayment } from '../domain/incoming/payments.ts';
import type { IncomingInvoice, IncomingLine } from '../generated/prisma/client.ts';
import type { AwaitedList, IncomingList, IncomingQueryShape, IncomingShape, IncomingSummary } from '../http/incoming-shapes.ts';
import { PrismaService } from '../prisma.service.ts';

const MOST = 200;
const OPEN = `${AWAITED_SQL} where not x.funded and x.minor <> coalesce(l.cleared, 0) and ($3::text is null or upper(x.payee) = upper($3)) order by x.day, x.cause limit ${MOST + 1}`;

type Whole = IncomingInvoice & { readonly lines: readonly IncomingLine[] };
const day = (at: Date): string => at.toISOString().slice(0, 10);
const total = (lines: readonly IncomingLine[]): number => lines.reduce((sum, { minor }) => sum + Number(minor), 0);
/** Of one that was paid before several payments were kept: that one. */
const paymentsOf = ({ payments, paidOn, reference, lines }: Whole): readonly Omit<IncomingPayment, 'entry'>[] => {
  const kept = payments as unknown as readonly IncomingPayment[];
  return kept.length || !paidOn ? kept : [{ minor: toPayOf(lines), on: day(paidOn), reference: reference ?? '' }];
};

function summaryOf(row: Whole): IncomingSummary {
  const { id, payee, number, currency, lines, paidOn, withdrawn } = row;
  const toPay = toPayOf(lines);
  const waiting = withdrawn === null ? lines.filter(isWaiting).length : 0;
  return {
    id,
    payee,
    number,
    date: day(row.issuedOn),
    status: withdrawn !== null ? 'withdrawn' : paidOn ? 'paid' : waiting ? 'waiting' : 'approved',
    total: money(total(lines), currency),
    toPay: money(toPay, currency),
    open: money(openOf({ toPay, payments: paymentsOf(row) }), currency),
    waiting,
    at: row.at.toISOString(),
    by: row.actor ?? undefined,
    paidOn: paidOn ? day(paidOn) : undefined,
    reference: row.reference ?? undefined,
    withdrawn: withdrawn ?? undefined,
  };
}

const isWaiting = ({ taken, verdict }: IncomingLine): boolean => taken === null && DIFFERENCES.includes(verdict);

type Line = IncomingShape['lines'][number];

@Injectable()
export class IncomingQuery {
  constructor(private readonly prisma: PrismaService) {}

  /** Invoices that came, the latest first, a page of them. */
  async list(tenant: string, { payee, after }: IncomingQueryShape): Promise<IncomingList> {
    const named = payee ? { payee: { equals: payee, mode: 'insensitive' as const } } : {};
    const where = { tenant, ...named, ...(after ? { id: { lt: after } } : {}) };
    const rows = await prismaFor(this.prisma, tenant, (tx) =>
      tx.incomingInvoice.findMany({ where, orderBy: { id: 'desc' }, take: MOST + 1, include: { lines: true } }),
    );
    return { invoices: rows.slice(0, MOST).map(summaryOf), more: rows.length > MOST };
  }

  async invoice(tenant: string, id: string): Promise<IncomingShape> {
    const row = await prismaFor(this.prisma, tenant, (tx) =>
      tx.incomingInvoice.findFirst({ where: { tenant, id }, include: { lines: { orderBy: { line: 'asc' } } } }),
    );
    if (!row)
      throw new RejectionError(
        reject('not-found', `No such invoice came to this library: ${id}.`, { remedy: 'Load the list again.' }),
      );
    const lines = row.lines.map((line): Line => ({
      line: line.line,
      what: line.what ?? undefined,
      reference: line.reference ?? undefined,
      requestId: line.requestId ?? undefined,
      amount: money(Number(line.minor), row.currency),
      verdict: line.verdict as Line['verdict'],
      why: line.why ?? undefined,
      waits: row.withdrawn === null && isWaiting(line),
      taken: (line.taken as Line['taken'] | null) ?? undefined,
      reason: line.reason ?? undefined,
      covered: line.covered ? money(Number(line.covered), row.currency) : undefined,
    }));
    const payments = paymentsOf(row).map(({ minor, on, reference, takenBack }, n) => ({
      nth: n + 1,
      amount: money(minor, row.currency),
      on,
      reference,
      takenBack,
    }));
    return { ...summaryOf(row), lines, payments };
  }

  /** What is owed by invoice, and no invoice has asked for, the oldest first. */
  async awaited(tenant: string, currency: string, payee: string | undefined): Promise<AwaitedList> {
    const rows = await prismaFor(this.prisma, tenant, (tx) =>
      tx.$queryRawUnsafe<AwaitedRow[]>(OPEN, tenant, currency, payee ?? null),
    );
    const expected = rows.slice(0, MOST).map((row) => {
      const { charge, requestId, day: since, open } = awaitedOf(row);
      return { charge, requestId, payee: row.payee, reference: row.reference ?? undefined, since, open: money(open, currency) };
    });
    return { expected, more: rows.length > MOST };
  }
}
