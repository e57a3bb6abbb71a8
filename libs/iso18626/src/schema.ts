import {
  ACTIONS,
  ERROR_TYPES,
  MESSAGE_STATUSES,
  PREFERRED_EDITIONS,
  REASONS_FOR_MESSAGE,
  REQUEST_SUB_TYPES,
  REQUEST_TYPES,
  SERVICE_TYPES,
  STATUSES,
  YES_NO,
  type BillingMethod,
  type CopyrightCompliance,
  type DeliveryMethod,
  type LoanCondition,
  type PaymentMethod,
  type ReasonRetry,
  type ReasonUnfilled,
  type ServiceLevel,
} from './lists.ts';
import { boolean, closed, coded, costs, count, dateTime, many, old, one, optional, sequence, text } from './shape.ts';

/**
 * The elements of ISO 18626 in the order of the schema published by the standard's maintenance agency, ISO-18626-2021-2.xsd (June
 * 2022), targetNamespace http://illtransactions.org/2013/iso18626. What 1.2 (November 2017) names or places otherwise is marked
 * after the change history in the head of that file.
 */
const agencyId = sequence({ agencyIdType: one(coded<'ISIL' | 'DNUCNI'>()), agencyIdValue: one(text) });

const address = sequence(
  {
    electronicAddress: optional(
      sequence({ electronicAddressType: one(coded<'Email' | 'FTP' | 'URL'>()), electronicAddressData: one(text) }),
    ),
    physicalAddress: optional(
      sequence({
        line1: optional(text),
        line2: optional(text),
        locality: optional(text),
        postalCode: optional(text),
        region: optional(text),
        country: optional(coded()),
      }),
    ),
  },
  { choice: true },
);
const authentication = sequence({ accountId: optional(text), securityCode: optional(text) });

const recordId = sequence({ bibliographicRecordIdentifierCode: one(coded()), bibliographicRecordIdentifier: one(text) });
const itemId = sequence(
  {
    bibliographicItemIdentifierCode: one(coded<'DOI' | 'ISBN' | 'ISSN' | 'ISMN' | 'PMID'>()),
    bibliographicItemIdentifier: one(text),
  },
  { oldOrder: ['bibliographicItemIdentifier', 'bibliographicItemIdentifierCode'] },
);

export const request = sequence({
  header: one(
    sequence({
      supplyingAgencyId: optional(agencyId),
      requestingAgencyId: one(agencyId),
      consortialId: optional(agencyId, { only: '2021-2' }),
      multipleItemRequestId: optional(text, { oldMandatory: true }),
      timestamp: one(dateTime),
      requestingAgencyRequestId: one(text),
      requestingAgencyAuthentication: optional(authentication),
    }),
  ),
  bibliographicInfo: one(
    sequence({
      supplierUniqueRecordId: optional(text),
      title: optional(text),
      author: optional(text),
      authorId: optional(text, { only: '2021-2' }),
      subtitle: optional(text),
      seriesTitle: optional(text),
      edition: optional(text),
      titleOfComponent: optional(text),
      authorOfComponent: optional(text),
      volume: many(text, { oldMost: 1 }),
      issue: optional(text),
      pagesRequested: optional(text),
      estimatedNoPages: optional(text),
      bibliographicItemId: many(itemId),
      sponsor: optional(text),
      informationSource: optional(text),
      bibliographicRecordId: many(recordId),
    }),
  ),
  publicationInfo: optional(
    sequence({
      publisher: optional(text),
      publisherId: optional(text, { only: '2021-2' }),
      publicationType: optional(coded()),
      publicationDate: optional(text),
      placeOfPublication: optional(text),
    }),
  ),
  serviceInfo: one(
    sequence({
      requestType: optional(closed(REQUEST_TYPES)),
      requestSubType: many(closed(REQUEST_SUB_TYPES), { oldMost: 3 }),
      requestingAgencyPreviousRequestId: optional(text),
      serviceType: one(closed(SERVICE_TYPES)),
      serviceLevel: optional(coded<ServiceLevel>()),
      itemFormat: optional(coded(), { oldName: 'preferredFormat' }),
      needBeforeDate: optional(dateTime),
      copyrightCompliance: optional(coded<CopyrightCompliance>()),
      anyEdition: optional(closed(YES_NO)),
      preferredEdition: optional(closed(PREFERRED_EDITIONS), { only: '2021-2' }),
      loanCondition: many(coded<LoanCondition>(), { only: '2021-2' }),
      startDate: optional(dateTime),
      endDate: optional(dateTime),
      note: optional(text),
    }),
  ),
  supplierInfo: many(
    sequence({
      sortOrder: optional(count),
      supplierCode: optional(agencyId),
      supplierDescription: optional(text),
      bibliographicRecordId: optional(recordId),
      callNumber: optional(text),
      summaryHoldings: optional(text),
      availabilityNote: optional(text),
    }),
  ),
  requestedDeliveryInfo: many(
    sequence({
      sortOrder: optional(count),
      address: optional(address),
      deliveryMethod: optional(coded<DeliveryMethod>(), { only: '2021-2' }),
      courierName: optional(coded(), { only: '2021-2' }),
    }),
  ),
  requestingAgencyInfo: optional(sequence({ name: optional(text), contactName: optional(text), address: many(address) })),
  patronInfo: optional(
    sequence({
      patronId: optional(text),
      surname: optional(text),
      givenName: optional(text),
      patronType: optional(coded()),
      sendToPatron: optional(closed(YES_NO)),
      address: many(address),
    }),
  ),
  billingInfo: optional(
    sequence({
      paymentMethod: optional(coded<PaymentMethod>()),
      maximumCosts: optional(costs),
      billingMethod: optional(coded<BillingMethod>()),
      billingName: optional(text),
      address: optional(address),
    }),
  ),
});

export const supplyingAgencyMessage = sequence({
  header: one(
    sequence({
      supplyingAgencyId: one(agencyId),
      requestingAgencyId: one(agencyId),
      multipleItemRequestId: old(text, { oldMandatory: true }),
      timestamp: one(dateTime),
      requestingAgencyRequestId: one(text),
      supplyingAgencyRequestId: optional(text),
    }),
  ),
  messageInfo: one(
    sequence({
      reasonForMessage: one(closed(REASONS_FOR_MESSAGE)),
      answerYesNo: optional(closed(YES_NO)),
      note: optional(text),
      reasonUnfilled: optional(coded<ReasonUnfilled>()),
      reasonRetry: optional(coded<ReasonRetry>()),
      offeredCosts: old(costs),
      retryAfter: old(dateTime),
      retryBefore: old(dateTime),
    }),
  ),
  statusInfo: one(
    sequence({
      status: one(closed(STATUSES)),
      expectedDeliveryDate: optional(dateTime),
      dueDate: optional(dateTime),
      lastChange: one(dateTime),
    }),
  ),
  retryInfo: optional(
    sequence({
      loanCondition: many(coded<LoanCondition>()),
      edition: many(text),
      itemFormat: many(coded()),
      volume: many(text),
      serviceType: optional(closed(SERVICE_TYPES)),
      serviceLevel: many(coded<ServiceLevel>()),
      deliveryMethod: many(coded<DeliveryMethod>()),
      courierName: many(coded()),
      offeredCosts: many(costs),
      paymentMethod: many(coded<PaymentMethod>()),
      retryBefore: optional(dateTime),
      retryAfter: optional(dateTime),
    }),
    { only: '2021-2' },
  ),
  deliveryInfo: optional(
    sequence({
      dateSent: one(dateTime),
      itemId: many(text, { oldMost: 1 }),
      URL: optional(text, { only: '2021-2' }),
      deliveryMethod: optional(coded<DeliveryMethod>(), { oldName: 'sentVia' }),
      address: optional(address, { only: '2021-2' }),
      sentToPatron: optional(boolean),
      loanCondition: many(coded<LoanCondition>(), { oldMost: 1 }),
      itemFormat: optional(coded(), { oldName: 'deliveredFormat' }),
      serviceType: optional(closed(SERVICE_TYPES), { only: '2021-2' }),
      deliveryCosts: many(costs, { oldMost: 1 }),
      paymentMethod: optional(coded<PaymentMethod>(), { only: '2021-2' }),
    }),
  ),
  shippingInfo: optional(
    sequence({
      courierName: optional(coded()),
      trackingId: many(text),
      insurance: optional(closed(YES_NO)),
      insuranceThirdParty: optional(closed(YES_NO)),
      thirdPartyName: optional(text),
      insuranceCosts: many(costs),
    }),
    { only: '2021-2' },
  ),
  returnInfo: optional(
    sequence({
      returnAgencyId: optional(agencyId),
      name: optional(text),
      physicalAddress: optional(address.fields.physicalAddress.shape),
    }),
  ),
});

export const requestingAgencyMessage = sequence({
  header: one(
    sequence({
      supplyingAgencyId: one(agencyId),
      requestingAgencyId: one(agencyId),
      consortialId: optional(agencyId, { only: '2021-2' }),
      multipleItemRequestId: old(text, { oldMandatory: true }),
      timestamp: one(dateTime),
      requestingAgencyRequestId: one(text),
      supplyingAgencyRequestId: optional(text),
      requestingAgencyAuthentication: optional(authentication),
    }),
  ),
  action: one(closed(ACTIONS)),
  note: optional(text),
});

const confirmationHeader = one(
  sequence({
    supplyingAgencyId: optional(agencyId),
    requestingAgencyId: optional(agencyId),
    timestamp: one(dateTime),
    requestingAgencyRequestId: optional(text),
    multipleItemRequestId: old(text),
    timestampReceived: one(dateTime),
    messageStatus: one(closed(MESSAGE_STATUSES)),
  }),
);
const errorData = many(sequence({ errorType: one(closed(ERROR_TYPES)), errorValue: optional(text) }), { oldMost: 1 });

export const requestConfirmation = sequence({ confirmationHeader, errorData });
export const supplyingAgencyMessageConfirmation = sequence({
  confirmationHeader,
  reasonForMessage: optional(closed(REASONS_FOR_MESSAGE)),
  errorData,
});
export const requestingAgencyMessageConfirmation = sequence({ confirmationHeader, action: optional(closed(ACTIONS)), errorData });

/** The six messages under the root element ISO18626Message. */
export const MESSAGES = {
  request,
  requestConfirmation,
  supplyingAgencyMessage,
  supplyingAgencyMessageConfirmation,
  requestingAgencyMessage,
  requestingAgencyMessageConfirmation,
} as const;
export type Kind = keyof typeof MESSAGES;
