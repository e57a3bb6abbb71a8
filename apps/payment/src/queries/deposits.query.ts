import { Injectable } from '@nestjs/common';
import type { Task } from '#lib/contracts';
import { formatMoney, money } from '#lib/kernel';
import { prismaFor } from '#lib/service';
import { depositDecider, differs, type DepositState } from '../domain/deposits/deposit.ts';
import type { Prisma } from '../generated/prisma/client.ts';
import type { DepositShape } from '../http/deposit-shapes.ts';
import { PrismaService } from '../prisma.service.ts';
import { action } from './task-action.ts';

interface Found {
  readonly provider: string;
  readonly currency: string;
  readonly minor: number;
  readonly since: Date;
  readonly state: DepositState | undefined;
}

/** Every deposit account that was opened, or that something was charged to, with what the books say is left. */
async function depositsIn(tx: Prisma.TransactionClient, tenant: string): Promise<Found[]> {
  const opened = await tx.deposit.findMany({ where: { tenant } });
  const sums = await tx.$queryRaw<{ provider: string; currency: string; minor: bigint; since: Date }[]>`
    select substr(p.account, length('deposit:') + 1) as provider, p.currency, sum(p.minor)::bigint as minor, max(e.at) as since
    from posting p join entry e on e.id = p.entry_id where p.tenant = ${tenant} and p.account like 'deposit:%' group by 1, 2`;
  const left = [...sums];
  const known = opened.map((row): Found => {
    const at = left.findIndex(({ provider, currency }) => provider === row.provider && currency === row.currency);
    const [sum] = at < 0 ? [] : left.splice(at, 1);
    return {
      provider: row.provider!,
      currency: row.currency!,
      minor: Number(sum?.minor ?? 0),
      since: sum?.since ?? row.createdAt,
      state: row.state as unknown as DepositState,
    };
  });
  const others = left.map(({ minor, ...sum }): Found => ({ ...sum, minor: Number(minor), state: undefined }));
  return [...known, ...others].toSorted((a, b) => a.provider.localeCompare(b.provider) || a.currency.localeCompare(b.currency));
}

function shown({ provider, currency, minor, state }: Found): DepositShape {
  const { low, moves, stated } = state ?? depositDecider.initial;
  const amount = (value: number) => money(value, currency);
  return {
    provider,
    balance: amount(minor),
    opened: state !== undefined,
    low: low === undefined ? undefined : amount(low),
    isLow: minor < (low ?? 0),
    moves: moves.map((one, n) => ({
      nth: n + 1,
      amount: amount(one.minor),
      on: one.on,
      reference: one.reference,
      takenBack: one.takenBack,
    })),
    stated: stated && {
      on: stated.on,
      says: amount(stated.says),
      books: amount(stated.books),
      differs: differs(state!),
      accepted: stated.accepted,
    },
  };
}

@Injectable()
export class DepositsQuery {
  constructor(private readonly prisma: PrismaService) {}

  /** A library's deposit accounts, by provider. */
  async list(tenant: string): Promise<DepositShape[]> {
    return (await prismaFor(this.prisma, tenant, (tx) => depositsIn(tx, tenant))).map(shown);
  }
}

const REASON = { name: 'reason', kind: 'text', required: true } as const;

/** Deposit accounts that are drawn below nothing, have too little left, or whose provider says something else than the books. */
export async function depositTasks(tx: Prisma.TransactionClient, tenant: string): Promise<Task[]> {
  return (await depositsIn(tx, tenant)).flatMap((found): Task[] => {
    const { provider, currency, minor, since, state } = found;
    const left = formatMoney(money(minor, currency));
    const of = { kind: 'deposit', id: `${provider} ${currency}` } as const;
    const common = { service: 'payment', of, library: tenant, since: since.toISOString(), supplier: provider } as const;
    const tasks: Task[] = [];
    const low = state?.low ?? 0;
    if (minor < low)
      tasks.push({
        ...common,
        id: `deposit-${tenant}-${provider}-${currency}`,
        kind: minor < 0 ? 'deposit-overdrawn' : 'deposit-low',
        title: `${provider}: ${left} left`,
        reason:
          minor < 0
            ? 'More was charged to the deposit account than was in it: send money, or see whether it was charged rightly.'
            : `Less than ${formatMoney(money(low, currency))} is left: send money, and note it at the deposit account.`,
        actions: [],
      });
    if (state && differs(state)) {
      const { says, books, on } = state.stated!;
      const path = `/api/payment/deposits/${encodeURIComponent(provider)}/statements/accept?currency=${currency}`;
      tasks.push({
        ...common,
        id: `deposit-statement-${tenant}-${provider}-${currency}`,
        kind: 'deposit-differs',
        title: `${provider} says ${formatMoney(money(says, currency))} is left`,
        reason: `The books said ${formatMoney(money(books, currency))} when its statement of ${on} came. Look for what is missing; where the statement is right, accept it.`,
        actions: [action('accept-deposit-statement', 'POST', path, { fields: [REASON] })],
      });
    }
    return tasks;
  });
}
