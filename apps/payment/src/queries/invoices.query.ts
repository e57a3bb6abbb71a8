import { Injectable } from '@nestjs/common';
import { money, reject, RejectionError } from '#lib/kernel';
import { prismaFor } from '#lib/service';
import { invoicingId } from '../app/stores.ts';
import { totalOf } from '../domain/invoices/document.ts';
import { openOf, type InvoiceState } from '../domain/invoices/invoice.ts';
import { invoicingDecider, type InvoicingState } from '../domain/invoices/invoicing.ts';
import type { Invoice, Prisma } from '../generated/prisma/client.ts';
import type { InvoiceList, InvoiceQuery, InvoiceShape, InvoiceSummary, Invoicing } from '../http/invoice-shapes.ts';
import { PrismaService } from '../prisma.service.ts';

const MOST = 200;
const stateOf = ({ state }: Pick<Invoice, 'state'>): InvoiceState => state as unknown as InvoiceState;

function summaryOf(row: Invoice): InvoiceSummary {
  const state = stateOf(row);
  const currency = row.currency ?? 'USD';
  return {
    id: row.id,
    kind: state.kind,
    status: state.status as InvoiceSummary['status'],
    ...(state.issued ? { number: state.issued.number, issuedOn: state.issued.on } : {}),
    ...(state.issued?.due ? { dueOn: state.issued.due } : {}),
    debtor: row.debtor ?? '',
    total: money(totalOf(state.document?.lines ?? []), currency),
    open: money(openOf(state), currency),
    reminders: state.issued ? state.reminders : 0,
  };
}

@Injectable()
export class InvoicesQuery {
  constructor(private readonly prisma: PrismaService) {}

  async invoicing(tenant: string): Promise<Invoicing> {
    const row = await prismaFor(this.prisma, tenant, (tx) =>
      tx.invoicing.findFirst({ where: { tenant, id: invoicingId(tenant) } }),
    );
    const {
      deadline: _,
      draftMonthly = false,
      ...said
    } = (row?.state as unknown as InvoicingState | undefined) ?? invoicingDecider.initial;
    return { ...said, draftMonthly };
  }

  /** A library's invoices and credit notes, the latest first, a page of them. @param now what was due before its day is overdue */
  async list(tenant: string, { status, debtor, after }: InvoiceQuery, now: Date): Promise<InvoiceList> {
    const where = {
      tenant,
      ...(status ? { status } : {}),
      ...(debtor ? { debtor } : {}),
      ...(after ? { id: { lt: after } } : {}),
    };
    const today = new Date(`${now.toISOString().slice(0, 10)}T00:00:00.000Z`);
    return prismaFor(this.prisma, tenant, async (tx) => {
      const rows = await tx.invoice.findMany({ where, orderBy: { id: 'desc' }, take: MOST + 1 });
      const sums = async (which: Prisma.InvoiceWhereInput): Promise<ReadonlyMap<string, number>> => {
        const found = await tx.invoice.groupBy({ by: ['currency'], where: { tenant, ...which }, _sum: { open: true } });
        return new Map(found.map(({ currency, _sum }) => [currency ?? 'USD', Number(_sum.open)]));
      };
      const owed = await sums({ open: { gt: 0 } });
      const overdue = await sums({ open: { gt: 0 }, dueOn: { lt: today } });
      const toRefund = await sums({ open: { lt: 0 } });
      const open = [...new Set([...owed.keys(), ...toRefund.keys()])].toSorted().map((currency) => ({
        owed: money(owed.get(currency) ?? 0, currency),
        overdue: money(overdue.get(currency) ?? 0, currency),
        toRefund: money(-(toRefund.get(currency) ?? 0), currency),
      }));
      return { invoices: rows.slice(0, MOST).map(summaryOf), more: rows.length > MOST, open };
    });
  }

  async invoice(tenant: string, id: string): Promise<InvoiceShape> {
    const row = await this.#find(tenant, id);
    const { document, of, credits, payments, remindedOn, discardedBecause } = stateOf(row);
    const currency = document!.currency;
    const credited = new Set(credits.flatMap(({ lines }) => lines));
    return {
      ...summaryOf(row),
      address: document!.address,
      language: document!.language,
      dueDays: document!.dueDays,
      lines: document!.lines.map(({ minor, ...line }, n) => ({
        ...line,
        amount: money(minor, currency),
        credited: credited.has(n + 1),
      })),
      note: document!.note,
      ...(of ? { of: { ...of, lines: [...of.lines] } } : {}),
      credits: credits.map(({ minor, lines, ...one }) => ({ ...one, lines: [...lines], amount: money(minor, currency) })),
      payments: payments.map(({ minor, ...one }, n) => ({ nth: n + 1, ...one, amount: money(minor, currency) })),
      remindedOn,
      discardedBecause,
      createdAt: row.createdAt.toISOString(),
    };
  }

  /** As it stands, for its pages. @throws RejectionError where the library has none such */
  async state(tenant: string, id: string): Promise<InvoiceState> {
    return stateOf(await this.#find(tenant, id));
  }

  async #find(tenant: string, id: string): Promise<Invoice> {
    const row = await prismaFor(this.prisma, tenant, (tx) => tx.invoice.findFirst({ where: { tenant, id } }));
    if (!row)
      throw new RejectionError(reject('not-found', `This library has no invoice ${id}.`, { remedy: 'Load the list again.' }));
    return row;
  }
}
