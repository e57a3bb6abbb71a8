import { randomUUID } from 'node:crypto';
import type { LentCharged } from '#lib/contracts';
import { money, unwrap } from '#lib/kernel';
import { awaitVouchers } from '../../../apps/payment/src/app/awaited-vouchers.ts';
import { promiseVouchers, stepVouchers } from '../../../apps/payment/src/app/vouchers.ts';
import type { StockCommand } from '../../../apps/payment/src/domain/vouchers/stock.ts';
import type { Installation } from '../installation.ts';
import { HERE, type RouteSeeds } from '../seed.ts';

const PRICES = { full: money(800, 'EUR'), fixedFee: money(2100, 'EUR'), perMille: 40 };
const newNumber = (): string => `V-${randomUUID().slice(0, 8).toUpperCase()}`;
const step = (at: Installation, command: StockCommand): Promise<unknown> =>
  at.tx('payment', HERE, async (tx) => unwrap(await stepVouchers(tx, command, PRICES)));

/** A voucher in the drawer; its number. */
async function card(at: Installation): Promise<string> {
  const number = newNumber();
  await step(at, { type: 'buy', order: '2025-17', cards: [{ number, denomination: 'half' }] });
  return number;
}
/** A half voucher promised to a lender. */
async function promised(at: Installation): Promise<{ id: string; requestId: string }> {
  await card(at);
  const requestId = randomUUID();
  const wanted = { requestId, lender: 'UBA', halves: 1 };
  const { id } = await at.tx('payment', HERE, async (tx) => unwrap(await promiseVouchers(tx, wanted, PRICES)));
  return { id, requestId };
}
/** Two vouchers that UBA is to send for something lent. */
async function awaited(at: Installation): Promise<string> {
  const id = randomUUID();
  const charge: LentCharged = {
    borrower: 'UBA',
    member: false,
    service: 'loan',
    means: 'vouchers',
    halves: 4,
    policy: { hash: 'h', rules: ['abroad-vouchers'] },
    reasons: [],
  };
  await at.tx('payment', HERE, (tx) => awaitVouchers(tx, id, charge));
  return id;
}
const changes = (text: string) => ({ table: 'payment.voucher_stock', text });
const fresh = () => ({ number: newNumber(), denomination: 'full' as const });

export const voucherSeeds: RouteSeeds = {
  'GET /api/payment/vouchers': { elsewhere: 'their-own', seed: async (at) => ({ sees: await card(at) }) },
  'GET /api/payment/vouchers/cards/:number': {
    async seed(at) {
      const number = await card(at);
      return { params: { number }, sees: number };
    },
  },
  'POST /api/payment/vouchers/orders': {
    elsewhere: 'their-own',
    seed() {
      const one = fresh();
      return { body: { order: '2025-18', cards: [one] }, changes: changes(one.number) };
    },
  },
  'POST /api/payment/vouchers/received': {
    elsewhere: 'their-own',
    seed() {
      const one = fresh();
      return { body: { from: 'UBA', lent: 'L-1', cards: [one] }, changes: changes(one.number) };
    },
  },
  'POST /api/payment/vouchers/redemptions': {
    async seed(at) {
      const number = await card(at);
      return { body: { order: '2025-19', numbers: [number] }, changes: changes(number) };
    },
  },
  'POST /api/payment/vouchers/counts': {
    elsewhere: 'their-own',
    seed() {
      const one = fresh();
      const body = { branch: newNumber(), cards: [one], reason: 'The year’s count' };
      return { body, changes: changes(one.number) };
    },
  },
  'POST /api/payment/vouchers/lost': {
    async seed(at) {
      const number = await card(at);
      return { body: { numbers: [number], reason: 'Gone with the drawer' }, changes: changes(number) };
    },
  },
  'POST /api/payment/vouchers/found': {
    async seed(at) {
      const number = await card(at);
      await step(at, { type: 'lose', numbers: [number], reason: 'Not there' });
      return { body: { numbers: [number] }, changes: changes(number) };
    },
  },
  'PUT /api/payment/vouchers/low': {
    elsewhere: 'their-own',
    async seed(at) {
      const number = await card(at);
      await step(at, { type: 'set-low', halves: null });
      return { body: { halves: 4 }, changes: changes(number) };
    },
  },
  'GET /api/payment/vouchers/awaited': { elsewhere: 'their-own', seed: async (at) => ({ sees: await awaited(at) }) },
  'POST /api/payment/vouchers/awaited/:id/came': {
    async seed(at) {
      const one = fresh();
      return { params: { id: await awaited(at) }, body: { cards: [one] }, changes: changes(one.number) };
    },
  },
  'POST /api/payment/vouchers/awaited/:id/waive': {
    async seed(at) {
      const reason = `Waived ${newNumber()}`;
      return {
        params: { id: await awaited(at) },
        body: { reason },
        changes: { table: 'payment.awaited_vouchers', text: reason },
      };
    },
  },
  'POST /api/payment/vouchers/promises': {
    elsewhere: 'their-own',
    async seed(at) {
      await card(at);
      const requestId = randomUUID();
      return { body: { requestId, lender: 'UBA', halves: 1 }, changes: changes(requestId) };
    },
  },
  'GET /api/payment/vouchers/promises/:id/slip.pdf': {
    async seed(at) {
      const { id, requestId } = await promised(at);
      return { params: { id }, sees: `vouchers-${requestId.slice(-8)}.pdf` };
    },
  },
  'POST /api/payment/vouchers/promises/:id/:step': {
    async seed(at) {
      const { id } = await promised(at);
      return { params: { id, step: 'send' }, changes: changes(id) };
    },
  },
};
