import type { Installation } from './installation.ts';

/** What people at a desk do at each status, one thing after another. */
export type Duties = Readonly<Record<string, { readonly step: string; readonly body?: object }>>;

const COST = { minor: 500, currency: 'USD' };

/** Who borrows: opens the mail, hands out, takes back, sends back. A copy delivers itself. */
export const BORROWER: Duties = {
  'loan received': { step: 'check-out' },
  'loan shipped': { step: 'receive' },
  'loan checked-out': { step: 'return' },
  'loan returned-by-patron': { step: 'ship-back', body: { carrier: 'UPS' } },
};
/** Who lends: answers, sends, checks in. */
export const LENDER: Duties = {
  'loan asked': { step: 'will-supply' },
  'loan promised': { step: 'ship', body: { cost: COST } },
  'loan on-its-way-back': { step: 'check-in' },
  'copy asked': { step: 'send-copy', body: { url: 'https://lender.example/copies/1', cost: COST } },
};

const ATTEMPTS = `select id, service || ' ' || status as "at" from fulfillment.attempt
  where tenant = $1 and service || ' ' || status = any($2) limit 200`;
const LENT = ATTEMPTS.replace('fulfillment.attempt', 'fulfillment.lent');

/** Both desks at work, until told to stop: what waits is done, so many steps at once. */
export function atWork(
  installation: Installation,
  duties: Duties,
  { side, hands, pauseMs = 200 }: { readonly side: 'borrower' | 'lender'; readonly hands: number; readonly pauseMs?: number },
): () => Promise<void> {
  const path = side === 'lender' ? 'lent' : 'attempts';
  const told = new AbortController();
  const round = async (): Promise<number> => {
    const { rows } = await installation.owner.query<{ id: string; at: string }>(side === 'lender' ? LENT : ATTEMPTS, [
      installation.library,
      Object.keys(duties),
    ]);
    const queue = rows.values();
    const hand = async (): Promise<void> => {
      for (const { id, at } of queue) {
        if (told.signal.aborted) return;
        const { step, body } = duties[at]!;
        await installation.step(`${path}/${id}/${step}`, body);
      }
    };
    await Promise.all(Array.from({ length: hands }, hand));
    return rows.length;
  };
  const work = (async () => {
    while (!told.signal.aborted) if (!(await round())) await new Promise((resolve) => setTimeout(resolve, pauseMs));
  })();
  return async () => {
    told.abort();
    await work;
  };
}
