import { Injectable } from '@nestjs/common';
import { may, type TaskAction, type TaskField } from '#lib/contracts';
import { negate } from '#lib/kernel';
import { prismaFor, type SignedInUser } from '#lib/service';
import { standingOf } from '../app/patron-fees.ts';
import type { FeeState } from '../domain/fees/patron-fee.ts';
import type { FeeShape } from '../http/fee-shapes.ts';
import { PrismaService } from '../prisma.service.ts';
import { action } from './task-action.ts';

@Injectable()
export class FeesQuery {
  constructor(private readonly prisma: PrismaService) {}

  /** What its patron pays for a request: one fee for each supply attempt that had one, in the order in which they were owed. */
  async ofRequest(user: SignedInUser, requestId: string): Promise<FeeShape[]> {
    const { tenant } = user;
    const rows = await prismaFor(this.prisma, tenant, (tx) =>
      tx.patronFee.findMany({ where: { tenant, requestId }, orderBy: [{ createdAt: 'asc' }, { id: 'asc' }] }),
    );
    return rows.map(({ id, state }) => {
      const stands = standingOf(state as unknown as FeeState);
      return { id, requestId, ...stands, actions: actionsFor(user, id, stands) };
    });
  }
}

const BY: TaskField = {
  name: 'by',
  kind: 'choice',
  required: true,
  options: ['cash', 'card'].map((value) => ({ value, label: value })),
};
const RECEIPT = { name: 'receipt', kind: 'text', required: false } as const;
const REASON = { name: 'reason', kind: 'text', required: true } as const;
const amount = (value: FeeShape['open']) => ({ name: 'amount', kind: 'money', required: true, value }) as const;

type Standing = ReturnType<typeof standingOf>;

/** Paid where something is open, given back where too much was paid, waived as long as something is left to waive. */
function actionsFor(user: SignedInUser, id: string, { amount: asked, waived, open }: Standing): TaskAction[] {
  const path = `/api/payment/patron-fees/${id}`;
  const left = { ...asked, minor: asked.minor - waived.minor };
  return [
    ...(open.minor > 0 ? [action('pay-fee', 'POST', `${path}/pay`, { fields: [amount(open), BY, RECEIPT], primary: true })] : []),
    ...(open.minor < 0
      ? [action('refund-fee', 'POST', `${path}/refund`, { fields: [amount(negate(open)), BY, RECEIPT], primary: true })]
      : []),
    ...(left.minor > 0 && may(user, 'fees.waive')
      ? [action('waive-fee', 'POST', `${path}/waive`, { fields: [amount(open.minor > 0 ? open : left), REASON] })]
      : []),
  ];
}
