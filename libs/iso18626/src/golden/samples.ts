import { agency, code, type Iso18626Message, type MessageOf } from '../messages.ts';

/** One message of each kind, as the golden files have them. For tests. */
const TSU = agency('TSU');
const ZZX = agency('ZZX', 'OCLC');

const request: MessageOf<'request'> = {
  kind: 'request',
  version: '2021-2',
  body: {
    header: {
      supplyingAgencyId: ZZX,
      requestingAgencyId: TSU,
      timestamp: '2025-10-06T13:05:00.000Z',
      requestingAgencyRequestId: '0199b9a4-7a2e-7cc1-a3d5-0123456789ab',
    },
    bibliographicInfo: {
      title: 'Science & Civilisation in China',
      author: 'Needham, Joseph',
      edition: '1st <reprint>',
      volume: ['3', '4'],
      bibliographicItemId: [{ bibliographicItemIdentifierCode: code('ISBN'), bibliographicItemIdentifier: '9780521058018' }],
      bibliographicRecordId: [
        { bibliographicRecordIdentifierCode: code('OCLC', 'urn:example:codes'), bibliographicRecordIdentifier: '45339661' },
      ],
    },
    publicationInfo: { publisher: 'Cambridge University Press', publicationType: code('Book'), publicationDate: '1959' },
    serviceInfo: {
      requestType: 'New',
      requestSubType: ['PatronRequest'],
      serviceType: 'Loan',
      serviceLevel: code('Standard'),
      needBeforeDate: '2025-11-03T05:00:00.000Z',
      copyrightCompliance: code('US-CCG'),
      preferredEdition: 'ThisEdition',
      note: 'Two readers: "urgent"\nthank you',
    },
    supplierInfo: [{ sortOrder: 0, supplierCode: ZZX, callNumber: 'DS721 .N39' }],
    requestedDeliveryInfo: [
      {
        sortOrder: 1,
        address: { physicalAddress: { line1: '1 Larch Way', locality: 'Tamarack', postalCode: '55000', country: code('US') } },
        deliveryMethod: code('Mail'),
      },
    ],
    requestingAgencyInfo: { name: 'Tamarack State University' },
    billingInfo: { paymentMethod: code('IFM'), maximumCosts: { minor: 4500, currency: 'USD' }, billingMethod: code('Account') },
  },
};

const supplyingAgencyMessage: MessageOf<'supplyingAgencyMessage'> = {
  kind: 'supplyingAgencyMessage',
  version: '2021-2',
  body: {
    header: {
      supplyingAgencyId: ZZX,
      requestingAgencyId: TSU,
      timestamp: '2025-10-06T17:00:00.000Z',
      requestingAgencyRequestId: '0199b9a4-7a2e-7cc1-a3d5-0123456789ab',
      supplyingAgencyRequestId: 'ZZX-1',
    },
    messageInfo: { reasonForMessage: 'RequestResponse', note: 'A set of maps', reasonRetry: code('CostExceedsMaxCost') },
    statusInfo: { status: 'RetryPossible', lastChange: '2025-10-06T17:00:00.000Z' },
    retryInfo: { offeredCosts: [{ minor: 4000, currency: 'USD' }], retryBefore: '2025-10-10T17:00:00.000Z' },
  },
};

const loaned: MessageOf<'supplyingAgencyMessage'> = {
  kind: 'supplyingAgencyMessage',
  version: '2021-2',
  body: {
    header: { ...supplyingAgencyMessage.body.header, timestamp: '2025-10-07T15:00:00.000Z' },
    messageInfo: { reasonForMessage: 'StatusChange' },
    statusInfo: { status: 'Loaned', dueDate: '2025-11-18T05:00:00.000Z', lastChange: '2025-10-07T15:00:00.000Z' },
    deliveryInfo: {
      dateSent: '2025-10-07T15:00:00.000Z',
      itemId: ['35000000000012'],
      deliveryMethod: code('Courier'),
      sentToPatron: false,
      loanCondition: [code('LibraryUseOnly')],
      itemFormat: code('Printed'),
      deliveryCosts: [{ minor: 4000, currency: 'USD' }],
      paymentMethod: code('IFM'),
    },
    shippingInfo: { courierName: code('UPS'), trackingId: ['1Z5R89390357567127'], insurance: 'N' },
    returnInfo: { returnAgencyId: ZZX, name: 'ZZX', physicalAddress: { line1: '2 Elm Street', locality: 'Elsewhere' } },
  },
};

const requestingAgencyMessage: MessageOf<'requestingAgencyMessage'> = {
  kind: 'requestingAgencyMessage',
  version: '2021-2',
  body: {
    header: {
      supplyingAgencyId: ZZX,
      requestingAgencyId: TSU,
      timestamp: '2025-10-09T14:00:00.000Z',
      requestingAgencyRequestId: '0199b9a4-7a2e-7cc1-a3d5-0123456789ab',
      supplyingAgencyRequestId: 'ZZX-1',
    },
    action: 'Received',
    note: 'Arrived in good condition',
  },
};

const confirmationHeader = {
  supplyingAgencyId: ZZX,
  requestingAgencyId: TSU,
  timestamp: '2025-10-06T13:05:01.000Z',
  requestingAgencyRequestId: '0199b9a4-7a2e-7cc1-a3d5-0123456789ab',
  timestampReceived: '2025-10-06T13:05:00.000Z',
  messageStatus: 'OK',
} as const;

export const SAMPLES: Readonly<Record<string, Iso18626Message>> = {
  request,
  'supplying-agency-message-conditional': supplyingAgencyMessage,
  'supplying-agency-message-loaned': loaned,
  'requesting-agency-message': requestingAgencyMessage,
  'request-confirmation': { kind: 'requestConfirmation', version: '2021-2', body: { confirmationHeader } },
  'supplying-agency-message-confirmation': {
    kind: 'supplyingAgencyMessageConfirmation',
    version: '2021-2',
    body: { confirmationHeader, reasonForMessage: 'StatusChange' },
  },
  'requesting-agency-message-confirmation': {
    kind: 'requestingAgencyMessageConfirmation',
    version: '2021-2',
    body: {
      confirmationHeader: { ...confirmationHeader, messageStatus: 'ERROR' },
      action: 'ShippedForward',
      errorData: [{ errorType: 'UnsupportedActionType', errorValue: 'ShippedForward' }],
    },
  },
  'supplying-agency-message-1-2': { ...supplyingAgencyMessage, version: '1.2' },
};
