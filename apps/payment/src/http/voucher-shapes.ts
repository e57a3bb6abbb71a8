import { z } from 'zod';
import { Moment, Sentence } from '#lib/contracts';

export const CardNumber = z
  .string()
  .trim()
  .regex(/^[\p{L}\p{N}][\p{L}\p{N}.-]{0,29}$/u, 'it may have letters, digits, dots and hyphens, 30 at most')
  .meta({ id: 'VoucherNumber', example: 'TSU-0017', description: 'What the library wrote on the card' });
const Branch = z.string().trim().min(1).max(40).meta({ description: 'The branch where it lies; absent: the main desk' });
const Denomination = z.enum(['full', 'half']);
const Halves = z.int().min(1).max(200).meta({ description: 'In half vouchers: 2 is one voucher', example: 2 });
const Partner = z.string().trim().min(1).max(40).meta({ description: 'The other library’s symbol', example: 'UBA' });
const Order = z.string().trim().min(1).max(80).meta({ description: 'IFLA’s number of the order', example: '2025-17' });
const Numbers = z.array(CardNumber).min(1).max(500);
const NewCards = z.array(z.strictObject({ number: CardNumber, denomination: Denomination, branch: Branch.optional() })).max(500);

const VoucherCard = z.strictObject({
  number: z.string(),
  denomination: Denomination,
  branch: z.string().optional(),
  status: z.enum(['held', 'reserved', 'in-transit', 'spent', 'redeemed', 'lost']),
  promise: z.uuid().optional().meta({ description: 'Under which number it is promised or was sent' }),
  requestId: z.uuid().optional(),
  lender: z.string().optional(),
});
const Count = z.strictObject({ held: z.int(), reserved: z.int(), inTransit: z.int() });

export const VoucherStock = z
  .strictObject({
    ...Count.shape,
    low: z.int().optional().meta({ description: 'Fewer halves held than this: somebody has to buy; absent: nobody is told' }),
    isLow: z.boolean(),
    branches: z.array(z.strictObject({ branch: z.string().optional(), ...Count.shape })),
    cards: z.array(VoucherCard).meta({ description: 'By number; those spent and redeemed are left out' }),
  })
  .meta({ id: 'VoucherStock', description: 'A library’s IFLA vouchers, counted in halves' });
export type VoucherStock = z.infer<typeof VoucherStock>;

export const VoucherHistory = z
  .strictObject({
    card: VoucherCard,
    history: z.array(
      z.strictObject({
        at: Moment,
        what: z.string().meta({ example: 'bought' }),
        by: z.string().optional().meta({ description: 'The account of who said so' }),
        lender: z.string().optional(),
        requestId: z.uuid().optional(),
        order: z.string().optional(),
        reason: z.string().optional(),
      }),
    ),
  })
  .meta({ id: 'VoucherHistory' });
export type VoucherHistory = z.infer<typeof VoucherHistory>;

export const OrderBody = z.strictObject({ order: Order, cards: NewCards.min(1) }).meta({ id: 'VouchersBought' });
export const ReceivedBody = z
  .strictObject({ from: Partner, lent: z.string().trim().min(1).max(80), cards: NewCards.min(1) })
  .meta({ id: 'VouchersReceived', description: 'A borrower has paid with them' });
export const RedeemBody = z.strictObject({ order: Order, numbers: Numbers }).meta({ id: 'VouchersRedeemed' });
export const CountBody = z
  .strictObject({ branch: Branch.optional(), cards: NewCards, reason: Sentence })
  .meta({ id: 'VouchersCounted', description: 'All that really lies at one branch' });
export const LostBody = z.strictObject({ numbers: Numbers, reason: Sentence }).meta({ id: 'VouchersLost' });
export const FoundBody = z.strictObject({ numbers: Numbers, branch: Branch.optional() }).meta({ id: 'VouchersFound' });
export const LowBody = z.strictObject({ halves: z.int().min(0).max(1000).nullable() }).meta({ id: 'VouchersLow' });
export const PromiseBody = z
  .strictObject({ requestId: z.uuid(), lender: Partner, halves: Halves, branch: Branch.optional() })
  .meta({ id: 'PromiseVouchers' });
export type PromiseBody = z.infer<typeof PromiseBody>;
export const Promised = z.strictObject({ id: z.uuid(), numbers: z.array(z.string()) }).meta({ id: 'VouchersPromised' });

export const AwaitedVouchers = z
  .strictObject({
    awaited: z
      .array(
        z.strictObject({
          id: z.uuid().meta({ description: 'The lender’s side of the loan or copy' }),
          borrower: z.string(),
          service: z.enum(['loan', 'copy']),
          asked: z.int().meta({ description: 'In halves' }),
          come: z.int().meta({ description: 'In halves; fewer than asked' }),
          reference: z.string().optional().meta({ description: 'The borrower’s number for it' }),
          rules: z.array(z.string()).meta({ description: 'Of the charges policy' }),
          reasons: z.array(z.string()),
          since: Moment,
        }),
      )
      .meta({ description: 'The oldest first' }),
    more: z.boolean(),
  })
  .meta({ id: 'AwaitedVouchers', description: 'Cards that borrowers are to send' });
export type AwaitedVouchers = z.infer<typeof AwaitedVouchers>;
export const CameBody = z.strictObject({ cards: NewCards.min(1) }).meta({ id: 'AwaitedVouchersCame' });
export const WaiveBody = z.strictObject({ reason: Sentence }).meta({ id: 'WaiveAwaitedVouchers' });
