import { queryOptions } from '@tanstack/react-query';
import { get, send } from './client.ts';
import { BOOKS, type Booked } from './money.ts';
import { named, refusedAt } from './problems.ts';
import type { Money } from './shapes.ts';

/** Money kept with a provider in one currency. */
export interface Deposit {
  readonly provider: string;
  /** What the books say is left. */
  readonly balance: Money;
  /** Something was charged to it and nobody has opened it, where it is not. */
  readonly opened: boolean;
  readonly low?: Money;
  readonly isLow: boolean;
  readonly moves: readonly Booked[];
  readonly stated?: {
    readonly on: string;
    readonly says: Money;
    readonly books: Money;
    readonly differs: boolean;
    readonly accepted?: string;
  };
}
export type Account = Pick<Deposit, 'provider'> & { readonly currency: string };

const DEPOSITS = '/api/payment/deposits';
export const depositsQuery = queryOptions({
  queryKey: [...BOOKS, 'deposits'],
  queryFn: ({ signal }): Promise<{ deposits: Deposit[] }> => get(DEPOSITS, signal),
});

type Body = Readonly<Record<string, unknown>>;
const pathOf = ({ provider, currency }: Account, step = ''): string =>
  `${DEPOSITS}/${encodeURIComponent(provider)}${step}?currency=${encodeURIComponent(currency)}`;
const minorOf = (amount: unknown): number => (amount as Money).minor;

/** Opens one, or says anew from how little on somebody is told. */
export const openDeposit = (account: Account, low: unknown): Promise<unknown> =>
  refusedAt(named({ provider: 'holder' }), send('PUT', pathOf(account), low ? { low: minorOf(low) } : {}));
export const moveDeposit =
  (account: Account) =>
  ({ amount, direction, on, reference }: Body): Promise<unknown> =>
    refusedAt(
      named({ minor: 'amount' }),
      send('POST', pathOf(account, '/moves'), {
        minor: (direction === 'came' ? -1 : 1) * minorOf(amount),
        on,
        reference,
      }),
    );
export const takeBackMove =
  (account: Account, nth: number) =>
  (body: Body): Promise<unknown> =>
    send('POST', pathOf(account, `/moves/${nth}/take-back`), body);
export const stateDeposit =
  (account: Account) =>
  ({ says, statedOn }: Body): Promise<unknown> =>
    refusedAt(named({ on: 'statedOn' }), send('POST', pathOf(account, '/statements'), { says: minorOf(says), on: statedOn }));
export const acceptStatement =
  (account: Account) =>
  (body: Body): Promise<unknown> =>
    send('POST', pathOf(account, '/statements/accept'), body);
