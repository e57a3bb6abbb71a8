import { statement, type Tx } from '#lib/messaging';

const LAST = statement(
  'select number, four_eyes as "fourEyes", "by", reason, at from policy_setting where tenant = $1 order by number desc limit 1',
);
const KEEP = statement(
  'insert into policy_setting (tenant, number, four_eyes, "by", reason, at) values ($1, $2, $3, $4, $5, $6)',
);

export interface PolicySettings {
  /** Whether somebody else than the authors has to approve. */
  readonly fourEyes: boolean;
  readonly by?: string;
  readonly reason?: string;
  readonly at?: Date;
}

interface Row extends Required<PolicySettings> {
  readonly number: number;
}
const last = async (tx: Tx): Promise<Row | undefined> => (await tx.query<Row>(LAST, [tx.tenant]))[0];

/** How the transaction's library wants its policies handled. Two pairs of eyes unless it has said otherwise. */
export async function settingsOf(tx: Tx): Promise<PolicySettings> {
  const row = await last(tx);
  return row ? { fourEyes: row.fourEyes, by: row.by, reason: row.reason, at: row.at } : { fourEyes: true };
}

/** Says from now on; earlier rows stay, so that it can be told later who had switched it off. */
export async function changeSettings(
  tx: Tx,
  { fourEyes, reason }: { fourEyes: boolean; reason: string },
): Promise<PolicySettings> {
  const number = ((await last(tx))?.number ?? 0) + 1;
  const by = tx.actor ?? 'system';
  await tx.execute(KEEP, [tx.tenant, number, fourEyes, by, reason, tx.now().toISOString()]);
  return { fourEyes, by, reason, at: tx.now() };
}
