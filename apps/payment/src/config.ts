import { setting, settings, type ConfigOf } from '#lib/service';
import { z } from 'zod';

export const paymentConfig = settings({
  RESERVATION_REMINDER_DAYS: setting(z.coerce.number().int().min(1).max(365).default(30), {
    about:
      'After how many days a person is asked whether a reservation is still wanted, what stands over is to be paid, or how a charge is settled',
    remedy: 'Give a whole number of days from 1 to 365',
  }),
  FISCAL_YEAR_STARTS: setting(
    z
      .string()
      .regex(/^(0[1-9]|1[0-2])-(0[1-9]|1\d|2[0-8])$/)
      .default('07-01'),
    { about: 'The day on which a new fund’s fiscal year begins', remedy: 'Give month and day, e.g. 07-01 for July 1' },
  ),
  IFLA_VOUCHER_CENTS: setting(z.coerce.number().int().min(2).multipleOf(2).default(800), {
    about: 'What IFLA asks for a full voucher, in cents of a euro; a half one costs half of it',
    remedy: 'Give an even number of cents, e.g. 800 for €8',
  }),
  IFLA_FIXED_FEE_CENTS: setting(z.coerce.number().int().min(0).default(2100), {
    about: 'What IFLA asks for an order of vouchers, or for taking some back, whatever it is worth, in cents of a euro',
    remedy: 'Give a whole number of cents, e.g. 2100 for €21',
  }),
  IFLA_FEE_PER_MILLE: setting(z.coerce.number().int().min(0).max(1000).default(40), {
    about: 'What IFLA asks besides, in thousandths of what the vouchers are worth',
    remedy: 'Give a whole number from 0 to 1000, e.g. 40 for 4 %',
  }),
});
export type PaymentConfig = ConfigOf<typeof paymentConfig>;
