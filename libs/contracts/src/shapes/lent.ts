import { z } from 'zod';

/** Where something lent stands, in the lender's words; whoever reads it over there is the borrower's business. */
export const LentStatus = z
  .enum([
    'asked',
    'conditional', // the borrower may agree to a cost or a condition
    'try-later', // the borrower may ask again from a day on
    'promised', // to be taken from the shelf
    'pulled', // to be sent
    'cancel-asked',
    'shipped',
    'with-borrower',
    'renewal-asked',
    'overdue',
    'recalled',
    'on-its-way-back',
    'lost', // to be billed or written off
    'supplied', // a copy, which nobody returns; a bad one may be asked for again
    'returned',
    'completed', // a copy, and nobody asked for it again
    'settled', // a loan that never came back, billed or written off
    'unfilled',
    'cancelled',
  ])
  .meta({ id: 'LentStatus' });
export type LentStatus = z.infer<typeof LentStatus>;
