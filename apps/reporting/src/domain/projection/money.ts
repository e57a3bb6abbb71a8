import type { EntryPosted, Envelope } from '#lib/contracts';
import { momentStamp } from '../registers.ts';
import type { MoneyRow } from './rows.ts';

/** The lines of a ledger entry, as posted: debit positive, credit negative, together zero in each currency. */
export const moneyRows = ({ data, time, subject }: Envelope<EntryPosted>): MoneyRow[] =>
  data.lines.map(({ account, amount }, index) => ({
    entry_id: subject,
    line: index + 1,
    request_id: data.requestId ?? null,
    posted_at: momentStamp(time),
    kind: data.kind,
    description: data.description,
    payee: data.payee ?? null,
    settled_by: data.settledBy,
    account,
    amount_minor: amount.minor,
    currency: amount.currency,
    reverses: data.reverses ?? null,
  }));
