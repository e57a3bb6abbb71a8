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
});
export type PaymentConfig = ConfigOf<typeof paymentConfig>;
