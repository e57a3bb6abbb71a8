import { err, formatMoney, money, ok, reject, type Decider, type Money } from '#lib/kernel';

/**
 * One budget line of a library for one fiscal year, in minor units of its currency. Always
 * `0 ≤ reserved`, `0 ≤ spent` and `reserved + spent ≤ allocated`; the table has the same as CHECK constraints.
 */
export interface FundState {
  readonly code: string;
  readonly name: string;
  readonly currency: string;
  readonly startsOn: string;
  readonly endsOn: string;
  readonly allocated: number;
  readonly reserved: number;
  readonly spent: number;
}

export interface FundProfile {
  readonly code: string;
  readonly name: string;
  /** `YYYY-MM-DD`, first and last day of the fiscal year. */
  readonly startsOn: string;
  readonly endsOn: string;
}

export type FundCommand =
  | ({ readonly type: 'allocate'; readonly amount: Money } & FundProfile)
  | { readonly type: 'hold'; readonly minor: number }
  | { readonly type: 'give-back'; readonly minor: number }
  /** Gives back what was `held` for a purchase and spends `minor`, in one step. */
  | { readonly type: 'spend'; readonly held: number; readonly minor: number }
  | { readonly type: 'refund'; readonly minor: number };

export type FundEvent =
  | ({ readonly type: 'allocated'; readonly amount: Money } & FundProfile)
  | { readonly type: 'held'; readonly minor: number }
  | { readonly type: 'given-back'; readonly minor: number }
  | { readonly type: 'spent'; readonly held: number; readonly minor: number }
  | { readonly type: 'refunded'; readonly minor: number };

export const available = (fund: FundState): number => fund.allocated - fund.reserved - fund.spent;

const initial: FundState = {
  code: '',
  name: '',
  currency: '',
  startsOn: '',
  endsOn: '',
  allocated: 0,
  reserved: 0,
  spent: 0,
};

export const fundDecider: Decider<FundState, FundCommand, FundEvent> = {
  initial,
  decide(fund, command) {
    switch (command.type) {
      case 'allocate':
        return allocate(fund, command);
      case 'hold':
        if (command.minor > available(fund)) return err(tooSmall(fund, command.minor));
        return ok(command.minor > 0 ? [{ type: 'held', minor: command.minor }] : []);
      case 'give-back':
        if (command.minor > fund.reserved) return err(impossible(fund, 'give back more than is reserved'));
        return ok(command.minor > 0 ? [{ type: 'given-back', minor: command.minor }] : []);
      case 'spend':
        if (command.held > fund.reserved) return err(impossible(fund, 'spend a reservation that is not there'));
        if (command.minor > available(fund) + command.held) return err(tooSmall(fund, command.minor));
        return ok(command.held > 0 || command.minor > 0 ? [{ type: 'spent', held: command.held, minor: command.minor }] : []);
      case 'refund':
        if (command.minor > fund.spent) return err(impossible(fund, 'give back more than was spent'));
        return ok(command.minor > 0 ? [{ type: 'refunded', minor: command.minor }] : []);
    }
  },
  evolve(fund, event) {
    switch (event.type) {
      case 'allocated': {
        const { type: _, amount, ...profile } = event;
        return { ...fund, ...profile, currency: amount.currency, allocated: amount.minor };
      }
      case 'held':
        return { ...fund, reserved: fund.reserved + event.minor };
      case 'given-back':
        return { ...fund, reserved: fund.reserved - event.minor };
      case 'spent':
        return { ...fund, reserved: fund.reserved - event.held, spent: fund.spent + event.minor };
      case 'refunded':
        return { ...fund, spent: fund.spent - event.minor };
    }
  },
};

function allocate(fund: FundState, command: Extract<FundCommand, { type: 'allocate' }>) {
  const { type: _, amount, ...profile } = command;
  if (amount.minor < 0)
    return err(
      reject('negative-amount', 'A fund cannot be less than nothing.', { field: 'allocated', remedy: 'Give zero or more.' }),
    );
  if (fund.currency && fund.currency !== amount.currency)
    return err(
      reject('wrong-currency', `Fund ${fund.code} is in ${fund.currency}; nothing is converted.`, {
        field: 'allocated.currency',
        remedy: `Give the amount in ${fund.currency}, or open another fund.`,
      }),
    );
  if (profile.endsOn < profile.startsOn)
    return err(reject('wrong-order', 'The fiscal year ends before it starts.', { field: 'endsOn', remedy: 'Give a later day.' }));
  const bound = fund.reserved + fund.spent;
  if (amount.minor < bound)
    return err(
      reject('already-bound', `${formatMoney(money(bound, amount.currency))} of fund ${fund.code} is reserved or spent.`, {
        field: 'allocated',
        remedy: `Allocate at least ${formatMoney(money(bound, amount.currency))}, or release reservations first.`,
      }),
    );
  const same =
    fund.currency !== '' &&
    amount.minor === fund.allocated &&
    profile.name === fund.name &&
    profile.startsOn === fund.startsOn &&
    profile.endsOn === fund.endsOn;
  return ok(same ? [] : [{ type: 'allocated' as const, amount, ...profile }]);
}

const tooSmall = (fund: FundState, minor: number) => {
  const left = formatMoney(money(available(fund), fund.currency));
  return reject('fund-too-small', `Fund ${fund.code} has ${left} left; ${formatMoney(money(minor, fund.currency))} is needed.`, {
    remedy: 'Raise the allocation or choose another way.',
  });
};

/** A fault of the program: reservation and fund do not agree. Refused, so that nothing wrong is saved. */
const impossible = (fund: FundState, what: string) => reject('fund-disagrees', `Fund ${fund.code} cannot ${what}.`);
