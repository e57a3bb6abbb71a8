import type { Partner, PartnerTerms } from '../../../api/set-up.ts';
import { minorIn, unitsOf } from '../../../components/actions/fields.ts';
import { channelOf, wayOf, type Way } from './ways.ts';

export interface Closed {
  readonly key: number;
  readonly from: string;
  readonly to: string;
}

/** A partner's terms as they stand in the form. */
export interface PartnerDraft {
  readonly name: string;
  readonly country: string;
  readonly way: Way;
  readonly address: string;
  readonly email: string;
  readonly postalAddress: string;
  readonly settledBy: PartnerTerms['settledBy'];
  readonly withoutIfm: boolean;
  /** Empty: not said. */
  readonly carrier: NonNullable<PartnerTerms['carrier']> | '';
  readonly loan: number | string;
  readonly copy: number | string;
  readonly mostOpen: number | string;
  /** In units of its currency; empty: none. */
  readonly postage: number | string;
  readonly postageIn: string;
  readonly loansOpen: boolean;
  readonly lendsAv: boolean;
  readonly lastResort: boolean;
  readonly active: boolean;
  readonly closures: readonly Closed[];
  /** Closed from today until this day; empty: it is there. */
  readonly notNow: string;
}

const covers = (today: string, { from, to }: { readonly from: string; readonly to: string }): boolean =>
  from <= today && today <= to;

/** @param today `YYYY-MM-DD` @param currency of the library, where the partner names none */
export function draftOf(partner: Partner, today: string, currency = 'USD'): PartnerDraft {
  const closures = partner.closures ?? [];
  const { name, country, settledBy, daysToRespond, loansOpen, lendsAv, lastResort, active } = partner;
  return {
    name,
    country,
    way: wayOf(partner),
    address: partner.address ?? '',
    email: partner.email ?? '',
    postalAddress: partner.postalAddress ?? '',
    settledBy,
    withoutIfm: partner.withoutIfm ?? false,
    carrier: partner.carrier ?? '',
    loan: daysToRespond.loan,
    copy: daysToRespond.copy,
    mostOpen: partner.mostOpen ?? '',
    postage: partner.postage ? Number(unitsOf(partner.postage)) : '',
    postageIn: partner.postage?.currency ?? currency,
    loansOpen,
    lendsAv,
    lastResort,
    active,
    closures: closures.filter((one) => !covers(today, one)).map(({ from, to }, key) => ({ key, from, to })),
    notNow: closures.find((one) => covers(today, one))?.to ?? '',
  };
}

/** The terms to save: what the form does not show stays as it is, a closure that covers today begins when it began. */
export function termsOf(partner: Partner, draft: PartnerDraft, today: string): PartnerTerms {
  const began = partner.closures?.find((one) => covers(today, one))?.from ?? today;
  const closures = [
    ...(draft.notNow ? [{ from: began, to: draft.notNow }] : []),
    ...draft.closures.map(({ from, to }) => ({ from, to: to || from })),
  ];
  return {
    symbol: partner.symbol,
    name: draft.name.trim(),
    member: partner.member,
    country: draft.country.trim().toUpperCase(),
    ...channelOf(draft.way, draft.address),
    ...(draft.email.trim() && { email: draft.email.trim() }),
    ...(draft.postalAddress.trim() && { postalAddress: draft.postalAddress.trim() }),
    settledBy: draft.settledBy,
    ...(draft.withoutIfm && draft.settledBy === 'OCLC' && { withoutIfm: true }),
    ...(draft.postage !== '' && {
      postage: { minor: minorIn(String(draft.postage), draft.postageIn) ?? 0, currency: draft.postageIn },
    }),
    ...(partner.vouchers && { vouchers: partner.vouchers }),
    loansOpen: draft.loansOpen,
    lendsAv: draft.lendsAv,
    daysToRespond: { loan: Number(draft.loan), copy: Number(draft.copy) },
    lastResort: draft.lastResort,
    ...(draft.carrier && { carrier: draft.carrier }),
    ...(draft.mostOpen !== '' && { mostOpen: Number(draft.mostOpen) }),
    ...(closures.length && { closures }),
    active: draft.active,
  };
}

/** Where the form shows a closure of those that are sent; they begin with that of today, where there is one. */
export const placeOf = (draft: PartnerDraft, index: number): number => index + (draft.notNow ? 1 : 0);
