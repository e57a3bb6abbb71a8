import { parseMoney } from '#lib/kernel';
import { setting, settings, type ConfigOf } from '#lib/service';
import { z } from 'zod';
import type { ChargeSettings } from './domain/charge/entries.ts';

export const paymentConfig = settings({
  IFM_CURRENCY: setting(
    z
      .string()
      .regex(/^[A-Z]{3}$/)
      .default('USD'),
    {
      about: 'The only currency that OCLC’s IFM settles in for this installation; nothing is converted',
      remedy: 'Give an ISO 4217 code, e.g. USD',
    },
  ),
  IFM_FEE: setting(
    z
      .string()
      .regex(/^\d{1,4}(\.\d{1,2})?$/)
      .default('0.26'),
    {
      about: 'OCLC’s transaction charge for a filled borrowing paid by IFM, in IFM_CURRENCY; 0 for none',
      remedy: 'Give an amount such as 0.26',
    },
  ),
  RESERVATION_REMINDER_DAYS: setting(z.coerce.number().int().min(1).max(365).default(30), {
    about: 'After how many days a person is asked whether a reservation is still wanted, or what stands over is to be paid',
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

/** The settings in the form the domain takes. */
export const chargeSettings = (config: PaymentConfig): ChargeSettings => ({
  ifmCurrency: config.IFM_CURRENCY,
  ifmFee: parseMoney(config.IFM_FEE, config.IFM_CURRENCY) ?? { minor: 0, currency: config.IFM_CURRENCY },
});
