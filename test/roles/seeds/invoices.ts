import { randomUUID } from 'node:crypto';
import { money, unwrap } from '#lib/kernel';
import { newId } from '#lib/messaging';
import { draftInvoice, setInvoicing } from '../../../apps/payment/src/app/invoices/drafts.ts';
import { noteMoney } from '../../../apps/payment/src/app/invoices/invoice-money.ts';
import { creditInvoice, issueInvoice } from '../../../apps/payment/src/app/invoices/issue-invoice.ts';
import { invoices } from '../../../apps/payment/src/app/stores.ts';
import { invoiceDecider } from '../../../apps/payment/src/domain/invoices/invoice.ts';
import type { Installation } from '../installation.ts';
import { HERE, type RouteSeeds } from '../seed.ts';

const issuer = (name: string) => ({ name, address: 'One Road', payTo: 'Account 1' });
const body = () => ({
  debtor: 'ZZX',
  address: 'Zeta College Library',
  currency: 'USD',
  lines: [{ what: `Loan ${randomUUID()}`, minor: 1500, lent: newId() }],
});
const common = (at: Installation): Promise<unknown> =>
  at.tx('payment', HERE, async (tx) => unwrap(await setInvoicing(tx, { issuer: issuer(HERE), dueDays: 30, language: 'en' })));

async function draft(at: Installation): Promise<string> {
  const id = newId();
  await common(at);
  await at.tx('payment', HERE, async (tx) => unwrap(await draftInvoice(tx, id, body(), 30)));
  return id;
}
async function issued(at: Installation): Promise<string> {
  const id = await draft(at);
  await at.tx('payment', HERE, async (tx) => unwrap(await issueInvoice(tx, id)));
  return id;
}
const came = { amount: money(500, 'USD'), on: '2025-01-02', reference: 'ZZX 17' };
async function paid(at: Installation): Promise<string> {
  const id = await issued(at);
  await at.tx('payment', HERE, async (tx) => unwrap(await noteMoney(tx, id, 'pay', came, 30)));
  return id;
}
const changes = (text: string) => ({ table: 'payment.invoice', text });

export const invoiceSeeds: RouteSeeds = {
  'GET /api/payment/invoicing': {
    elsewhere: 'their-own',
    async seed(at) {
      await common(at);
      return { sees: HERE };
    },
  },
  'PUT /api/payment/invoicing': {
    elsewhere: 'their-own',
    seed() {
      const name = `Library ${randomUUID()}`;
      return { body: { issuer: issuer(name) }, changes: { table: 'payment.invoicing', text: name } };
    },
  },
  'GET /api/payment/invoices': { elsewhere: 'their-own', seed: async (at) => ({ sees: await draft(at) }) },
  'GET /api/payment/invoices/:id': {
    async seed(at) {
      const id = await draft(at);
      return { params: { id }, sees: id };
    },
  },
  'GET /api/payment/invoices/:id/invoice.pdf': {
    seed: async (at) => ({ params: { id: await issued(at) }, sees: `filename="${HERE}-` }),
  },
  'POST /api/payment/invoices': {
    elsewhere: 'their-own',
    seed() {
      const said = body();
      return { body: said, changes: changes(said.lines[0]!.what) };
    },
  },
  'PUT /api/payment/invoices/:id': {
    async seed(at) {
      const id = await draft(at);
      return { params: { id }, body: body(), changes: changes(id) };
    },
  },
  'POST /api/payment/invoices/:id/discard': {
    async seed(at) {
      const id = await draft(at);
      return { params: { id }, body: { reason: 'Not theirs.' }, changes: changes(id) };
    },
  },
  'POST /api/payment/invoices/:id/issue': {
    async seed(at) {
      const id = await draft(at);
      return { params: { id }, changes: changes(id) };
    },
  },
  'POST /api/payment/invoices/:id/credit': {
    async seed(at) {
      const id = await issued(at);
      return { params: { id }, body: { reason: 'Never came.' }, changes: changes(id) };
    },
  },
  'POST /api/payment/invoices/:id/payments': {
    async seed(at) {
      const id = await issued(at);
      return { params: { id }, body: came, changes: changes(id) };
    },
  },
  'POST /api/payment/invoices/:id/refunds': {
    async seed(at) {
      const id = await paid(at);
      await at.tx('payment', HERE, async (tx) => unwrap(await creditInvoice(tx, id, { reason: 'Never came.' }, 30)));
      return { params: { id }, body: came, changes: changes(id) };
    },
  },
  'POST /api/payment/invoices/:id/payments/:nth/take-back': {
    async seed(at) {
      const id = await paid(at);
      return { params: { id, nth: '1' }, body: { reason: 'Another’s.' }, changes: changes(id) };
    },
  },
  'POST /api/payment/invoices/:id/reminders': {
    async seed(at) {
      const id = await issued(at);
      await at.tx('payment', HERE, (tx) =>
        invoices.step(tx, id, (state) =>
          invoiceDecider.decide(state, { type: 'fall-due', remindAt: '2100-01-01T00:00:00.000Z' }),
        ),
      );
      return { params: { id }, changes: changes(id) };
    },
  },
};
