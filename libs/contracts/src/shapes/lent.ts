import { z } from 'zod';

/** Where something lent to a member stands, in the lender's words; whoever reads it over there is the borrower's business. */
export const LentStatus = z
  .enum([
    'asked',
    'promised',
    'conditional',
    'shipped',
    'with-borrower',
    'on-its-way-back',
    'returned',
    'supplied', // a copy, which nobody returns
    'unfilled',
    'cancelled',
    'lost',
  ])
  .meta({ id: 'LentStatus' });
export type LentStatus = z.infer<typeof LentStatus>;
