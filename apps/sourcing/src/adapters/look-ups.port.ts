import type { PartnerChanged } from '#lib/contracts';
import type { Holder } from '#lib/policy';

/** A partner of the asking library, as directory told, with how loans and copies between the two stand. */
export interface KnownPartner extends Pick<
  PartnerChanged,
  | 'symbol'
  | 'name'
  | 'member'
  | 'country'
  | 'settledBy'
  | 'loansOpen'
  | 'lendsAv'
  | 'daysToRespond'
  | 'lastResort'
  | 'carrier'
  | 'postage'
  | 'mostOpen'
  | 'vouchers'
> {
  readonly partnerId: string;
  readonly sameSystem: boolean;
  readonly balance: number;
  readonly notInIfm?: Holder['notInIfm'];
  readonly record?: Holder['record'];
  readonly open?: number;
  /** Closed today: the first day on which it is there again. */
  readonly backOn?: string;
}

export interface Borrower {
  readonly symbol: string;
  readonly country: string;
  readonly partners: readonly KnownPartner[];
}

/** Whose the codes are that the shared system writes on copies: of the library itself and of other members. */
export interface Sharing {
  /** Symbol and branch codes of the asking library. */
  readonly own: readonly string[];
  /** Other members' symbols by their codes. */
  readonly members: Readonly<Record<string, string>>;
}
