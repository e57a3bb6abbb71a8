import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { minorDigits, VOUCHER_HALVES, type Money } from '#lib/kernel';
import { useTimeZone } from './zone.ts';

/** `not-on-shelf`, `notOnShelf` → `Not on shelf`: for what a service names before the catalogs know it. */
export const humanize = (code: string): string => {
  const words = code
    .replaceAll(/([a-z])([A-Z])/g, '$1 $2')
    .replaceAll(/[-_.]+/g, ' ')
    .trim()
    .toLowerCase();
  return capital(words);
};

/** As a heading begins. */
export function capital(words: string): string {
  return words.charAt(0).toUpperCase() + words.slice(1);
}

/** `3` → `1½`, as vouchers are counted. */
function halves(minor: number, language: string): string {
  const whole = Math.trunc(minor / 2);
  const digits = whole || !(minor % 2) ? new Intl.NumberFormat(language).format(whole) : minor < 0 ? '-' : '';
  return minor % 2 ? `${digits}½` : digits;
}

/** How a value reads in the person's language. */
export interface Words {
  /** The message of that key; `humanize(code)` where no catalog has it. */
  readonly word: (prefix: string, code: string) => string;
  /** A lender's symbol as it is, a provider by its name. */
  readonly supplier: (code: string) => string;
  readonly dateTime: (moment: string) => string;
  /** A day or the day of a moment. */
  readonly day: (date: string) => string;
  /** An amount in its currency; IFLA vouchers by their number. */
  readonly money: (amount: Money) => string;
  /** So many halves of vouchers as a bare number: `1½`. */
  readonly vouchers: (halves: number) => string;
  /** A month as `2025-10`, by its name. */
  readonly monthName: (month: string) => string;
  /** The name of a language, given by its ISO 639 code. */
  readonly languageName: (code: string) => string;
  readonly number: (value: number, digits?: number) => string;
  readonly time: (moment: string) => string;
  /** A span given in days, in the unit that suits it: minutes, hours or days. */
  readonly span: (days: number) => string;
}

export function useWords(): Words {
  const { t, i18n } = useTranslation();
  const { language } = i18n;
  const timeZone = useTimeZone();
  return useMemo(() => {
    const dateTime = new Intl.DateTimeFormat(language, { dateStyle: 'medium', timeStyle: 'short', timeZone });
    const time = new Intl.DateTimeFormat(language, { timeStyle: 'short', timeZone });
    const day = new Intl.DateTimeFormat(language, { dateStyle: 'medium', timeZone: 'UTC' });
    const month = new Intl.DateTimeFormat(language, { year: 'numeric', month: 'long', timeZone: 'UTC' });
    const languages = new Intl.DisplayNames([language], { type: 'language' });
    const dayHere = new Intl.DateTimeFormat(language, { dateStyle: 'medium', timeZone });
    return {
      supplier: (code) => (i18n.exists(`supplier.${code}`) ? t(`supplier.${code}`) : code),
      word: (prefix, code) => (i18n.exists(`${prefix}.${code}`) ? t(`${prefix}.${code}`) : humanize(code)),
      time: (moment) => time.format(new Date(moment)),
      span: (days) => {
        const [value, unit] = days >= 1 ? [days, 'day'] : days >= 1 / 24 ? [days * 24, 'hour'] : [days * 1440, 'minute'];
        const digits = value >= 10 ? 0 : 1;
        return new Intl.NumberFormat(language, {
          style: 'unit',
          unit,
          unitDisplay: 'long',
          maximumFractionDigits: digits,
        }).format(value);
      },
      dateTime: (moment) => dateTime.format(new Date(moment)),
      day: (date) => (date.length === 10 ? day.format(new Date(`${date}T00:00:00Z`)) : dayHere.format(new Date(date))),
      vouchers: (minor) => halves(minor, language),
      monthName: (name) => month.format(new Date(`${name}-01T00:00:00Z`)),
      languageName: (code) => languages.of(code) ?? code,
      money: ({ minor, currency }) =>
        currency === VOUCHER_HALVES
          ? t('words.vouchers', { count: minor && Math.abs(minor) <= 2 ? 1 : minor / 2, amount: halves(minor, language) })
          : new Intl.NumberFormat(language, { style: 'currency', currency }).format(minor / 10 ** minorDigits(currency)),
      number: (value, digits = 0) =>
        new Intl.NumberFormat(language, { minimumFractionDigits: digits, maximumFractionDigits: digits }).format(value),
    };
  }, [language, timeZone, i18n, t]);
}
