import { z } from 'zod';
import { defineMessage, type DataOf } from '../define.ts';
import { PartnerProtocol } from '../shapes/partner-protocol.ts';
import { MoneyShape, PostalAddress } from '../shapes/basic.ts';
import { SettledBy } from '../shapes/outcome.ts';

/** The way a partner is asked; what cannot be done without a hand is done by hand. */
export const Channel = z.enum(['platform', 'iso18626', 'email', 'illiad', 'by-hand']).meta({
  description: 'platform: a member whose lending is done here, told without a message; illiad: by the library’s own ILLiad',
});
export type Channel = z.infer<typeof Channel>;

/** By whom things are sent between libraries. */
export const Carrier = z.enum(['van', 'USPS', 'UPS', 'FedEx', 'courier', 'other']).meta({ id: 'Carrier' });
export type Carrier = z.infer<typeof Carrier>;

/** How many IFLA vouchers a partner asks, in halves: the lending library decides that itself (IFLA suggests one; FIELD.md §4). */
export const VouchersAsked = z
  .strictObject({ loan: z.int().min(1).max(20), copy: z.int().min(1).max(20) })
  .meta({ id: 'VouchersAsked', description: 'In half vouchers: 2 is one' });
export type VouchersAsked = z.infer<typeof VouchersAsked>;

export const PartnerChanged = defineMessage({
  type: 'directory.partner-changed.v1',
  kind: 'event',
  source: 'directory',
  summary: "One of a library's partners, and how to reach and pay it, changed; the tenant is the library.",
  data: z.strictObject({
    symbol: z.string(),
    name: z.string(),
    member: z.boolean(),
    country: z.string().length(2),
    channel: Channel,
    where: z
      .enum(['WorldShare', 'ILLiad', 'DOCLINE', 'RapidILL', 'SHAREit', 'e-mail', 'other'])
      .optional()
      .meta({ description: 'By hand: in which system, or by e-mail with the ALA form' }),
    address: z.url().optional(),
    email: z.email().max(254).optional().meta({ description: 'Of its interlibrary loan desk' }),
    postalAddress: PostalAddress.optional(),
    settledBy: SettledBy,
    withoutIfm: z.boolean().optional().meta({
      description: 'What it settles by OCLC comes by other means: it takes no part in IFM; false where absent',
    }),
    agreementName: z
      .string()
      .max(200)
      .optional()
      .meta({ description: 'The agreement whose terms hold; absent where they are the library’s own' }),
    postage: MoneyShape.optional().meta({ description: 'What it asks for sending a loan, beside its charge' }),
    loansOpen: z.boolean().meta({ description: 'False where loans to or from this country are suspended' }),
    lendsAv: z.boolean(),
    daysToRespond: z.strictObject({ loan: z.int().positive(), copy: z.int().positive() }).meta({ description: 'Working days' }),
    lastResort: z.boolean().default(false),
    carrier: Carrier.optional().meta({ description: 'By whom it sends, as agreed' }),
    mostOpen: z
      .int()
      .min(1)
      .max(10_000)
      .optional()
      .meta({ description: 'Requests of the library it wants open at once, at most' }),
    closures: z
      .array(z.strictObject({ from: z.iso.date(), to: z.iso.date() }))
      .max(100)
      .optional()
      .meta({ description: 'Of a partner that is no member: first and last day on which nobody is there' }),
    vouchers: VouchersAsked.optional().meta({
      description: 'Where it is paid by IFLA vouchers; absent: one for a loan or a copy',
    }),
    active: z.boolean(),
    iso18626: PartnerProtocol.optional().meta({ description: 'Absent: 2021-2, and nobody shows who it is' }),
  }),
});
export type PartnerChanged = DataOf<typeof PartnerChanged>;
