import type { Rejection } from '#lib/kernel';
import type { Action, ErrorType, ReasonForMessage } from './lists.ts';
import type { Kind, MESSAGES } from './schema.ts';
import type { TypeOf, Version } from './shape.ts';

/** The schema's target namespace: the same for every version of the standard. */
export const NAMESPACE = 'http://illtransactions.org/2013/iso18626';

export type Request = TypeOf<(typeof MESSAGES)['request']>;
export type RequestConfirmation = TypeOf<(typeof MESSAGES)['requestConfirmation']>;
export type SupplyingAgencyMessage = TypeOf<(typeof MESSAGES)['supplyingAgencyMessage']>;
export type SupplyingAgencyMessageConfirmation = TypeOf<(typeof MESSAGES)['supplyingAgencyMessageConfirmation']>;
export type RequestingAgencyMessage = TypeOf<(typeof MESSAGES)['requestingAgencyMessage']>;
export type RequestingAgencyMessageConfirmation = TypeOf<(typeof MESSAGES)['requestingAgencyMessageConfirmation']>;
export type AgencyId = Request['header']['requestingAgencyId'];
export type Address = NonNullable<NonNullable<Request['requestedDeliveryInfo']>[number]['address']>;

/** What a partner sent that the schema does not know: kept for the record, never acted on, never sent on. */
export interface UnknownElement {
  /** Where it stood, from the message's element on: `request/bibliographicInfo`. */
  readonly path: string;
  readonly name: string;
  readonly xml: string;
}

/**
 * One message. Its body is always in the shape of 2021-2; a message of 1.2 is moved into it on reading and out of it on writing.
 */
export type Iso18626Message = {
  [K in Kind]: {
    readonly kind: K;
    readonly version: Version;
    readonly body: TypeOf<(typeof MESSAGES)[K]>;
    readonly unknown?: readonly UnknownElement[];
  };
}[Kind];
export type MessageOf<K extends Kind> = Extract<Iso18626Message, { kind: K }>;

/** What could still be told of a message that cannot be accepted: enough to answer it. */
export interface About {
  readonly kind: Kind;
  readonly version: Version;
  readonly supplyingAgencyId?: AgencyId;
  readonly requestingAgencyId?: AgencyId;
  readonly timestamp?: string;
  readonly requestingAgencyRequestId?: string;
  readonly action?: Action;
  readonly reasonForMessage?: ReasonForMessage;
}

/** Why a message is not accepted, with what ISO 18626 has the confirmation say (errorData). */
export interface Iso18626Rejection extends Rejection {
  readonly errorType: ErrorType;
  readonly errorValue?: string;
  readonly about?: About;
}

/** An agency by its identifier; libraries of the platform are known by their symbol. */
export const agency = (value: string, type = 'ISIL'): AgencyId => ({ agencyIdType: { value: type }, agencyIdValue: value });

/** A code of a list. (Its type is spelled out: a `Coded` of any text could not stand where known codes are offered.) */
export const code = <const V extends string>(value: V, scheme?: string): { readonly value: V; readonly scheme?: string } =>
  scheme ? { value, scheme } : { value };
