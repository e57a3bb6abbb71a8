/**
 * The code lists of ISO 18626. Closed lists are enumerations of the published schema (ISO-18626-2021-2.xsd, section "Closed Code
 * Enumerations"); open lists are those published for the standard's open codes: any other value is allowed as well.
 */
export const ACTIONS = [
  'StatusRequest',
  'Received',
  'Cancel',
  'Renew',
  'HoldReturn',
  'ShippedReturn',
  'ShippedForward',
  'Notification',
  'Lost',
] as const;
export type Action = (typeof ACTIONS)[number];

export const STATUSES = [
  'RequestReceived',
  'ExpectToSupply',
  'WillSupply',
  'Loaned',
  'Overdue',
  'Recalled',
  'RetryPossible',
  'Unfilled',
  'HoldReturn',
  'ReleaseHoldReturn',
  'CopyCompleted',
  'LoanCompleted',
  'CompletedWithoutReturn',
  'Cancelled',
] as const;
export type Status = (typeof STATUSES)[number];

/** Closed values that came with the 2021 revision: a partner that speaks 1.2 does not know them. */
export const NEW_IN_2021: readonly string[] = ['HoldReturn', 'ReleaseHoldReturn', 'Lost'];

export const REASONS_FOR_MESSAGE = [
  'RequestResponse',
  'StatusRequestResponse',
  'RenewResponse',
  'CancelResponse',
  'StatusChange',
  'Notification',
] as const;
export type ReasonForMessage = (typeof REASONS_FOR_MESSAGE)[number];

export const ERROR_TYPES = [
  'UnsupportedActionType',
  'UnsupportedReasonForMessageType',
  'UnrecognisedDataElement',
  'UnrecognisedDataValue',
  'BadlyFormedMessage',
] as const;
export type ErrorType = (typeof ERROR_TYPES)[number];

export const MESSAGE_STATUSES = ['OK', 'ERROR'] as const;
export const REQUEST_TYPES = ['New', 'Retry', 'Reminder'] as const;
export const REQUEST_SUB_TYPES = [
  'BookingRequest',
  'MultipleItemRequest',
  'PatronRequest',
  'TransferRequest',
  'SupplyingLibrarysChoice',
] as const;
export const SERVICE_TYPES = ['Copy', 'Loan', 'CopyOrLoan'] as const;
export type ServiceType = (typeof SERVICE_TYPES)[number];
export const PREFERRED_EDITIONS = ['MostRecentEdition', 'ThisEdition', 'AnyEdition'] as const;
export const YES_NO = ['Y', 'N'] as const;

export const REASONS_UNFILLED = [
  'NonCirculating',
  'NotAvailableForILL',
  'NotHeld',
  'NotOnShelf',
  'PolicyProblem',
  'PoorCondition',
] as const;
export type ReasonUnfilled = (typeof REASONS_UNFILLED)[number];

/** `LoanPossible` stands in the list of 1.2 only. */
export const REASONS_RETRY = [
  'AtBindery',
  'CostExceedsMaxCost',
  'CourierNotSupp',
  'MultiVolAvail',
  'MustMeetLoanCondition',
  'NotCurrentAvailableForILL',
  'NotFoundAsCited',
  'OnLoan',
  'OnOrder',
  'ReqDelDateNotPossible',
  'ReqDelMethodNotSupp',
  'ReqEditionNotPossible',
  'ReqFormatNotPossible',
  'ReqPayMethodNotSupported',
  'ReqServLevelNotSupp',
  'ReqServTypeNotPossible',
  'LoanPossible',
] as const;
export type ReasonRetry = (typeof REASONS_RETRY)[number];

export const DELIVERY_METHODS = ['ArticleExchange', 'Courier', 'Email', 'FTP', 'Mail', 'Odyssey', 'URL'] as const;
export type DeliveryMethod = (typeof DELIVERY_METHODS)[number];

export const SERVICE_LEVELS = ['Express', 'Normal', 'Rush', 'SecondaryMail', 'Standard', 'Urgent'] as const;
export type ServiceLevel = (typeof SERVICE_LEVELS)[number];

export const PAYMENT_METHODS = [
  'BankTransfer',
  'CreditCard',
  'DebitCard',
  'EFTS',
  'IBS',
  'IIBS',
  'IFLAVoucher',
  'IFM',
  'LAPS',
  'Paypal',
] as const;
export type PaymentMethod = (typeof PAYMENT_METHODS)[number];

export const BILLING_METHODS = ['Account', 'FreeOfCharge', 'Invoice', 'Other', 'ReciprocityAgreement'] as const;
export type BillingMethod = (typeof BILLING_METHODS)[number];

/** The Australian and New Zealand codes go on (`AU-…`, `NZ-…`); the list is open. */
export const COPYRIGHT_COMPLIANCES = ['US-CCG', 'US-CCL', 'UK-FairDealing', 'UK-CopyRFeePaid', 'Other'] as const;
export type CopyrightCompliance = (typeof COPYRIGHT_COMPLIANCES)[number];

export const LOAN_CONDITIONS = [
  'LibraryUseOnly',
  'WatchLibraryUseOnly',
  'NoReproduction',
  'SignatureRequired',
  'SpecCollSupervReq',
] as const;
export type LoanCondition = (typeof LOAN_CONDITIONS)[number];
