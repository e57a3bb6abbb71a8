import { z } from 'zod';
import { MoneyShape } from './basic.ts';

const amount = (what: string) => z.int().min(0).max(10_000_000).optional().meta({ description: what });

/** What a library's patrons pay for what it gets them from elsewhere: in minor units (cents) of its currency. Absent: nothing. */
export const PatronFees = z.strictObject({
  loan: amount('For a loan; nothing where absent'),
  copy: amount('For a copy, borrowed or bought; nothing where absent'),
  abroad: amount('For what a library abroad sends; as at home where absent'),
  bears: amount(
    'Of what the lender or provider charges the library bears so much, and passes on what is above; nothing is passed on where absent',
  ),
  cap: amount('The most a patron pays for one request; none where absent'),
  freeGroups: z.array(z.string().trim().min(1).max(60)).max(50).optional().meta({ description: 'Patron groups that never pay' }),
});
export type PatronFees = z.infer<typeof PatronFees>;

/** What a patron pays for one way of getting something, as they have agreed to. */
export const FeeTermsShape = z
  .strictObject({
    flat: MoneyShape.meta({ description: 'For every item, whatever it costs' }),
    bears: MoneyShape.optional().meta({
      description: 'So much of what is charged the library bears; what is above is passed on',
    }),
    most: MoneyShape.meta({ description: 'The most the patron pays: what they have agreed to, within the library’s cap' }),
  })
  .meta({ id: 'PatronFeeTerms' });

/** How a patron's fee stands: what was asked, paid and waived, and what is open (below zero: to be given back). */
export const PatronFeeStanding = z
  .strictObject({
    amount: MoneyShape.meta({ description: 'Nothing once it was taken back' }),
    paid: MoneyShape.meta({ description: 'Less what was given back' }),
    waived: MoneyShape,
    open: MoneyShape.meta({ description: 'Still to be paid; below zero, to be given back' }),
  })
  .meta({ id: 'PatronFeeStanding' });
export type PatronFeeStanding = z.infer<typeof PatronFeeStanding>;
