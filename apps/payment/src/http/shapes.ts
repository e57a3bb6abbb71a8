import { z } from 'zod';
import { Day, EntryPosted, MoneyShape, Moment, Sentence } from '#lib/contracts';
import { MEANS, RETURN_POSTAGE } from '#lib/policy';
import { ACCOUNT_KINDS } from '../domain/ledger/accounts.ts';

export const FundCode = z
  .string()
  .regex(/^[A-Z0-9][A-Z0-9-]{0,29}$/, 'it may have capital letters, digits and hyphens, 30 at most')
  .meta({ id: 'FundCode', example: 'ILL-2026' });

export const AllocationBody = z
  .strictObject({
    allocated: MoneyShape,
    name: z.string().trim().min(1).max(200).optional(),
    startsOn: Day.optional().meta({ description: 'Default: the running fiscal year' }),
    endsOn: Day.optional(),
  })
  .meta({ id: 'Allocation', description: 'What a fund is to have in all (not what is added)' });
export type AllocationBody = z.infer<typeof AllocationBody>;

export const Fund = z
  .strictObject({
    code: FundCode,
    name: z.string(),
    startsOn: Day,
    endsOn: Day,
    allocated: MoneyShape,
    reserved: MoneyShape,
    spent: MoneyShape,
    available: MoneyShape,
    unfunded: MoneyShape.meta({
      description: 'Bought, though the fund could not carry it: paid as soon as the allocation is raised',
    }),
  })
  .meta({ id: 'Fund' });
export type Fund = z.infer<typeof Fund>;
export const FundList = z.strictObject({ funds: z.array(Fund) }).meta({ id: 'FundList' });

const LedgerLine = z.strictObject({
  account: z.string(),
  amount: MoneyShape.meta({ description: 'Debit positive, credit negative' }),
});
const Because = z
  .strictObject({
    policy: z.string().optional().meta({ description: 'The hash of the charges policy it follows from' }),
    rules: z
      .array(z.strictObject({ id: z.string(), reason: z.string() }))
      .meta({ description: 'What its rules said, in sentences' }),
    person: z.string().optional().meta({ description: 'What a person gave as the reason, where the policy left it to one' }),
  })
  .meta({ id: 'Because', description: 'Why it stands in the ledger' });
export const LedgerEntry = z
  .strictObject({
    id: z.uuid(),
    at: Moment,
    kind: EntryPosted.data.shape.kind,
    description: z.string(),
    requestId: z.uuid().optional(),
    payee: z.string().optional(),
    settledBy: EntryPosted.data.shape.settledBy,
    because: Because.optional(),
    lines: z.array(LedgerLine),
    reverses: z.uuid().optional(),
    reversedBy: z.uuid().optional(),
  })
  .meta({ id: 'LedgerEntry' });
export type LedgerEntry = z.infer<typeof LedgerEntry>;

export const EntryQuery = z.strictObject({
  request: z.uuid().optional(),
  cursor: z.uuid().optional().meta({ description: 'The `next` of the page before' }),
  limit: z.coerce.number().int().min(1).max(200).default(50),
});
export type EntryQuery = z.infer<typeof EntryQuery>;
export const EntryList = z
  .strictObject({ entries: z.array(LedgerEntry), next: z.uuid().optional() })
  .meta({ id: 'LedgerEntryList' });

export const RequestMoney = z
  .strictObject({
    entries: z.array(LedgerEntry),
    charges: z.array(
      z.strictObject({
        attempt: z.uuid(),
        status: z.string(),
        payee: z.string(),
        amount: MoneyShape,
        unfunded: MoneyShape,
        returnPostage: z
          .enum(RETURN_POSTAGE)
          .optional()
          .meta({ description: 'Who pays for sending it back, where a rule says so' }),
        note: z.string().optional(),
        because: Because.optional(),
      }),
    ),
    reservations: z.array(
      z.strictObject({ id: z.uuid(), status: z.string(), fund: z.string(), amount: MoneyShape, purpose: z.string() }),
    ),
  })
  .meta({ id: 'RequestMoney', description: 'All the money of one request' });
export type RequestMoney = z.infer<typeof RequestMoney>;

export const TrialBalanceQuery = z.strictObject({
  at: z.iso.datetime({ offset: true }).optional().meta({ description: 'As it stood at this moment; default: now' }),
});
export const TrialBalance = z
  .strictObject({
    at: Moment.optional(),
    accounts: z.array(
      z.strictObject({
        account: z.string(),
        kind: z.enum(ACCOUNT_KINDS),
        debit: MoneyShape,
        credit: MoneyShape,
        balance: MoneyShape.meta({ description: 'Debit less credit' }),
      }),
    ),
    totals: z.array(MoneyShape.meta({ description: 'Zero in each currency, always' })),
  })
  .meta({ id: 'TrialBalance' });
export type TrialBalance = z.infer<typeof TrialBalance>;

export const SETTLED_BY_HAND = [...MEANS, 'nothing'] as const;
export const SettleBody = z
  .strictObject({
    means: z.enum(SETTLED_BY_HAND).meta({ description: 'By what means it is settled; `nothing`: nothing is owed' }),
    reason: Sentence,
  })
  .meta({ id: 'SettleCharge' });
export type SettleBody = z.infer<typeof SettleBody>;

export const ReasonBody = z.strictObject({ reason: Sentence });
export const Id = z.uuid();
