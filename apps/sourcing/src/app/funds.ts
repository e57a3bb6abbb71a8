import type { FundChanged, VouchersChanged } from '#lib/contracts';
import { statement, type Tx } from '#lib/messaging';

const KEEP =
  statement(`insert into fund (tenant, code, available, currency, starts_on, ends_on, at) values ($1, $2, $3, $4, $5, $6, $7)
  on conflict (tenant, code) do update set available = excluded.available, currency = excluded.currency,
  starts_on = excluded.starts_on, ends_on = excluded.ends_on, at = excluded.at`);

/** What payment says is left of a fund: a hint for deciding. */
export const keepFund = (tx: Tx, { fund, available, startsOn, endsOn }: FundChanged, at: string): Promise<number> =>
  tx.execute(KEEP, [tx.tenant, fund, available.minor, available.currency, startsOn ?? null, endsOn ?? null, at]);

const KEEP_VOUCHERS = statement(`insert into voucher_left (tenant, "full", half, at) values ($1, $2, $3, $4)
  on conflict (tenant) do update set "full" = excluded."full", half = excluded.half, at = excluded.at`);

/** What payment says of vouchers that nobody is promised: a hint as well. */
export const keepVouchers = (tx: Tx, { full, half }: VouchersChanged, at: string): Promise<number> =>
  tx.execute(KEEP_VOUCHERS, [tx.tenant, full, half, at]);
