import { randomUUID } from 'node:crypto';
import { unwrap } from '#lib/kernel';
import { enterInvoice } from '../../../apps/payment/src/app/incoming/enter-invoice.ts';
import { payInvoice, takeLine } from '../../../apps/payment/src/app/incoming/step-invoice.ts';
import type { Installation } from '../installation.ts';
import { HERE, type RouteSeeds } from '../seed.ts';

const body = () => ({ payee: 'ZZX', number: `N-${randomUUID()}`, date: '2025-10-06', currency: 'USD', lines: [{ minor: 1500 }] });
/** An invoice that came, with a line nobody expected. */
async function came(at: Installation): Promise<string> {
  const said = { ...body(), lines: [{ line: 1, minor: 1500 }] };
  const { id } = await at.tx('payment', HERE, async (tx) => unwrap(await enterInvoice(tx, said)));
  return id;
}
const changes = (text: string) => ({ table: 'payment.incoming_invoice', text });
const reason = { reason: 'It was borrowed by hand.' };

export const incomingSeeds: RouteSeeds = {
  'GET /api/payment/incoming-invoices': { elsewhere: 'their-own', seed: async (at) => ({ sees: await came(at) }) },
  'GET /api/payment/incoming-invoices/:id': {
    async seed(at) {
      const id = await came(at);
      return { params: { id }, sees: id };
    },
  },
  'POST /api/payment/incoming-invoices': {
    elsewhere: 'their-own',
    seed() {
      const said = body();
      return { body: said, changes: changes(said.number) };
    },
  },
  'POST /api/payment/incoming-invoices/files': {
    elsewhere: 'their-own',
    seed() {
      const number = `F-${randomUUID()}`;
      const query = `payee=ZZX&number=${number}&date=2025-10-06`;
      return { type: 'text/csv', query, body: 'Amount\n15.00\n', changes: changes(number) };
    },
  },
  'POST /api/payment/incoming-invoices/:id/lines/:line/accept': {
    async seed(at) {
      const id = await came(at);
      return { params: { id, line: '1' }, body: reason, changes: { table: 'payment.incoming_line', text: id } };
    },
  },
  'POST /api/payment/incoming-invoices/:id/lines/:line/contest': {
    async seed(at) {
      const id = await came(at);
      return { params: { id, line: '1' }, body: reason, changes: { table: 'payment.incoming_line', text: id } };
    },
  },
  'POST /api/payment/incoming-invoices/:id/paid': {
    async seed(at) {
      const id = await came(at);
      await at.tx('payment', HERE, async (tx) => unwrap(await takeLine(tx, id, 1, 'accept', 'Ours')));
      return { params: { id }, body: { on: '2025-01-02', reference: 'SEPA 9' }, changes: changes(id) };
    },
  },
  'POST /api/payment/incoming-invoices/:id/payments/:nth/take-back': {
    async seed(at) {
      const id = await came(at);
      await at.tx('payment', HERE, async (tx) => {
        unwrap(await takeLine(tx, id, 1, 'accept', 'Ours'));
        unwrap(await payInvoice(tx, id, { on: '2025-01-02', reference: 'SEPA 9' }));
      });
      return { params: { id, nth: '1' }, body: reason, changes: changes(id) };
    },
  },
  'POST /api/payment/incoming-invoices/:id/withdraw': {
    async seed(at) {
      const id = await came(at);
      return { params: { id }, body: reason, changes: changes(id) };
    },
  },
};
