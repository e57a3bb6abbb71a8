import { statement, type Tx } from '#lib/messaging';

/** What other services have told of a library's set-up: for its check-list only. */
export type Brought = 'catalog' | 'licenses' | 'fund';

const KEEP = statement(`insert into brought (tenant, what, subject, sequence, amount) values ($1, $2, $3, $4, $5)
  on conflict (tenant, what, subject) do update set sequence = excluded.sequence, amount = excluded.amount
  where brought.sequence <= excluded.sequence`);

/** Notes how much of it there is: titles, or money left in a fund in minor units. */
export const keepBrought = async (tx: Tx, what: Brought, subject: string, sequence: number, amount: number): Promise<void> => {
  await tx.execute(KEEP, [tx.tenant, what, subject, sequence, amount]);
};
