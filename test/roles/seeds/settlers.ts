import { unwrap } from '#lib/kernel';
import { newId } from '#lib/messaging';
import { Policies } from '#lib/service';
import { importReport } from '../../../apps/payment/src/app/ifm/import-report.ts';
import { readReport } from '../../../apps/payment/src/app/ifm/read-report.ts';
import { postCost } from '../../../apps/payment/src/app/post-cost.ts';
import type { Settler } from '../../../apps/payment/src/domain/ifm/settler.ts';
import type { Installation } from '../installation.ts';
import { HERE, type RouteSeeds } from '../seed.ts';

const newNumber = (): string => String(Math.floor(Math.random() * 1e9)).padStart(9, '0');
let seeded = 0;
/** A month of which nobody else has a report, later than all before. */
const newMonth = (): string => {
  seeded += 1;
  return `${2030 + Math.floor(seeded / 12)}-${String((seeded % 12) + 1).padStart(2, '0')}`;
};
const text = (number: string, month = '2025-10'): string => `Lender,Request ID,Date,Charge\nQQX,${number},${month}-06,40.00\n`;

/**
 * Reports of those who settle, OCLC's on IFM and those of EFTS: the same routes.
 * @param publish has the charges policy say how a charge is settled
 */
export function settlerSeeds(path: 'ifm' | 'efts', by: Settler, publish: (at: Installation) => Promise<void>): RouteSeeds {
  /** A report with a line that nobody expected. */
  const report = async (at: Installation, month?: string): Promise<{ id: string; number: string }> => {
    const number = newNumber();
    const file = text(number, month);
    const { id } = await at.tx('payment', HERE, (tx) => importReport(tx, unwrap(readReport(by, file)), file, 'seeded.csv'));
    return { id, number };
  };
  const step = {
    async seed(at: Installation) {
      const { id, number } = await report(at);
      const body = { reason: 'It was borrowed by hand.' };
      return { params: { id, line: '2' }, body, changes: { table: 'payment.ifm_line', text: number } };
    },
  } as const;
  const expected = async (at: Installation): Promise<string> => {
    const [id, requestId] = [newId(), newId()];
    await publish(at);
    const cost = {
      requestId,
      kind: 'borrow',
      what: 'loan',
      payee: 'ZZX',
      amount: { minor: 4000, currency: 'USD' },
      settledBy: by,
    } as const;
    await at.tx('payment', HERE, (tx) => postCost(tx, id, cost, at.get('payment', Policies), 30));
    return requestId;
  };
  return {
    [`GET /api/payment/${path}/reports`]: { elsewhere: 'their-own', seed: async (at) => ({ sees: (await report(at)).id }) },
    [`GET /api/payment/${path}/reports/:id`]: {
      async seed(at) {
        const { id, number } = await report(at);
        return { params: { id }, sees: number };
      },
    },
    [`POST /api/payment/${path}/reports`]: {
      elsewhere: 'their-own',
      seed() {
        const number = newNumber();
        return { type: 'text/csv', body: text(number), changes: { table: 'payment.ifm_line', text: number } };
      },
    },
    [`GET /api/payment/${path}/open`]: { elsewhere: 'their-own', seed: async (at) => ({ sees: await expected(at) }) },
    [`GET /api/payment/${path}/months`]: {
      elsewhere: 'their-own',
      async seed(at) {
        const month = newMonth();
        await report(at, month);
        return { sees: `"month":"${month}"` };
      },
    },
    [`GET /api/payment/${path}/months/:month`]: {
      elsewhere: 'their-own',
      async seed(at) {
        const month = newMonth();
        const { number } = await report(at, month);
        return { params: { month }, sees: number };
      },
    },
    [`POST /api/payment/${path}/reports/:id/lines/:line/accept`]: step,
    [`POST /api/payment/${path}/reports/:id/lines/:line/contest`]: step,
  };
}
