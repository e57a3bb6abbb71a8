import { Injectable } from '@nestjs/common';
import { prismaFor } from '#lib/service';
import { stockId } from '../app/stores.ts';
import { worthIn, type Card } from '../domain/vouchers/card.ts';
import type { AwaitedState } from '../domain/vouchers/awaited.ts';
import type { StockState } from '../domain/vouchers/stock.ts';
import type { AwaitedVouchers as AwaitedRow } from '../generated/prisma/client.ts';
import type { AwaitedVouchers, VoucherHistory, VoucherStock } from '../http/voucher-shapes.ts';
import { PrismaService } from '../prisma.service.ts';

const counted = (cards: readonly Card[]) => ({
  held: worthIn(cards, 'held'),
  reserved: worthIn(cards, 'reserved'),
  inTransit: worthIn(cards, 'in-transit'),
});
const shownCard = ({ attempt, ...card }: Card) => ({ ...card, ...(attempt ? { promise: attempt } : {}) });
const byNumber = (a: Card, b: Card): number => a.number.localeCompare(b.number, 'en', { numeric: true });

const MOST_AWAITED = 200;

function shownAwaited({ id, state, createdAt }: AwaitedRow): AwaitedVouchers['awaited'] {
  const { charge, asked, come } = state as unknown as AwaitedState;
  if (!charge) return [];
  const { borrower, service, reference, policy, reasons } = charge;
  const since = createdAt.toISOString();
  return [{ id, borrower, service, asked, come, ...(reference ? { reference } : {}), rules: policy.rules, reasons, since }];
}

interface Said {
  readonly lender?: string;
  readonly from?: string;
  readonly requestId?: string;
  readonly order?: string;
  readonly reason?: string;
}

@Injectable()
export class VouchersQuery {
  constructor(private readonly prisma: PrismaService) {}

  /** A library's vouchers by branch and state; none at all where it never had any. */
  async stock(tenant: string): Promise<VoucherStock> {
    const { cards, low } = await this.#state(tenant);
    const here = cards.filter(({ status }) => status !== 'spent' && status !== 'redeemed').toSorted(byNumber);
    const branches = [...Map.groupBy(here, ({ branch }) => branch)].map(([branch, own]) => ({
      ...(branch === undefined ? {} : { branch }),
      ...counted(own),
    }));
    const all = counted(here);
    return {
      ...all,
      ...(low === undefined ? {} : { low }),
      isLow: low !== undefined && all.held < low,
      branches: branches.toSorted((a, b) => (a.branch ?? '').localeCompare(b.branch ?? '')),
      cards: here.map(shownCard),
    };
  }

  /** What borrowers are to send, the oldest first. */
  async awaited(tenant: string): Promise<AwaitedVouchers> {
    const rows = await prismaFor(this.prisma, tenant, (tx) =>
      tx.awaitedVouchers.findMany({
        where: { tenant, status: 'awaited' },
        orderBy: { createdAt: 'asc' },
        take: MOST_AWAITED + 1,
      }),
    );
    return { awaited: rows.slice(0, MOST_AWAITED).flatMap(shownAwaited), more: rows.length > MOST_AWAITED };
  }

  /** What has happened to one card, the earliest first; undefined where the library never had it. */
  async card(tenant: string, number: string): Promise<VoucherHistory | undefined> {
    const card = (await this.#state(tenant)).cards.find((one) => one.number === number);
    if (!card) return undefined;
    const [named, listed] = [JSON.stringify([number]), JSON.stringify([{ number }])];
    const rows = await prismaFor(
      this.prisma,
      tenant,
      (tx) => tx.$queryRaw<{ type: string; data: Said; at: Date; actor: string | null }[]>`
        select type, data, at, actor from event where aggregate = ${stockId(tenant)}::uuid and tenant = ${tenant}
          and (data -> 'numbers' @> ${named}::jsonb or data -> 'missing' @> ${named}::jsonb or data -> 'moved' @> ${named}::jsonb
            or data -> 'cards' @> ${listed}::jsonb or data -> 'unknown' @> ${listed}::jsonb)
        order by version`,
    );
    return {
      card: shownCard(card),
      history: rows.map(({ type, at, actor, data: { lender, from, requestId, order, reason } }) => ({
        at: at.toISOString(),
        what: type,
        by: actor ?? undefined,
        lender: lender ?? from,
        requestId,
        order,
        reason,
      })),
    };
  }

  async #state(tenant: string): Promise<StockState> {
    const row = await prismaFor(this.prisma, tenant, (tx) => tx.voucherStock.findFirst({ where: { tenant } }));
    return (row?.state as unknown as StockState | undefined) ?? { cards: [] };
  }
}
