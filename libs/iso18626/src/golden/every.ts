import { confirm, refuse } from '../confirm.ts';
import {
  ACTIONS,
  ERROR_TYPES,
  REASONS_FOR_MESSAGE,
  REQUEST_SUB_TYPES,
  REQUEST_TYPES,
  SERVICE_TYPES,
  STATUSES,
  type ReasonForMessage,
  type Status,
} from '../lists.ts';
import { code, type Iso18626Message, type MessageOf } from '../messages.ts';
import type { Version } from '../shape.ts';
import { isSayable } from '../write.ts';
import { SAMPLES } from './samples.ts';

/** Every status, action, reason, request type and error type of both versions, as a system would really say it. For tests. */
const request = SAMPLES['request'] as MessageOf<'request'>;
const loaned = SAMPLES['supplying-agency-message-loaned'] as MessageOf<'supplyingAgencyMessage'>;
const retry = SAMPLES['supplying-agency-message-conditional'] as MessageOf<'supplyingAgencyMessage'>;
const received = SAMPLES['requesting-agency-message'] as MessageOf<'requestingAgencyMessage'>;

const REASON: Readonly<Partial<Record<Status, ReasonForMessage>>> = {
  RequestReceived: 'RequestResponse',
  ExpectToSupply: 'RequestResponse',
  WillSupply: 'RequestResponse',
  RetryPossible: 'RequestResponse',
  Unfilled: 'RequestResponse',
  Cancelled: 'CancelResponse',
};
const { dueDate } = loaned.body.statusInfo;
const MORE: Readonly<Partial<Record<Status, Partial<MessageOf<'supplyingAgencyMessage'>['body']>>>> = {
  Loaned: loaned.body,
  RetryPossible: retry.body,
  CopyCompleted: {
    deliveryInfo: {
      dateSent: '2025-10-07T15:00:00.000Z',
      URL: 'https://lender.example/copies/1?a=1&b=2',
      deliveryMethod: code('URL'),
      deliveryCosts: [{ minor: 1500, currency: 'USD' }],
    },
  },
};

function says(status: Status, version: Version, reason: ReasonForMessage): Iso18626Message {
  const { header, statusInfo } = loaned.body;
  const { messageInfo, ...more } = MORE[status] ?? { messageInfo: loaned.body.messageInfo };
  const answers = ['CancelResponse', 'RenewResponse'].includes(reason) ? { answerYesNo: 'Y' as const } : {};
  const unfilled = status === 'Unfilled' ? { reasonUnfilled: code('NotOnShelf'), note: 'Looked twice' } : {};
  const due = ['Overdue', 'Recalled', 'Loaned'].includes(status) && dueDate ? { dueDate } : {};
  return {
    kind: 'supplyingAgencyMessage',
    version,
    body: {
      ...more,
      header,
      messageInfo: { ...messageInfo, reasonForMessage: reason, ...answers, ...unfilled },
      statusInfo: { status, ...due, lastChange: statusInfo.lastChange },
    },
  };
}

function asks(version: Version, serviceInfo: Partial<MessageOf<'request'>['body']['serviceInfo']>): Iso18626Message {
  return { kind: 'request', version, body: { ...request.body, serviceInfo: { ...request.body.serviceInfo, ...serviceInfo } } };
}

function* of(version: Version): Generator<[string, Iso18626Message]> {
  const previous = { requestingAgencyPreviousRequestId: request.body.header.requestingAgencyRequestId };
  for (const requestType of REQUEST_TYPES)
    yield [`request-${requestType}`, asks(version, { requestType, ...(requestType === 'New' ? {} : previous) })];
  for (const requestSubType of REQUEST_SUB_TYPES)
    yield [`request-${requestSubType}`, asks(version, { requestSubType: [requestSubType] })];
  for (const serviceType of SERVICE_TYPES) yield [`request-${serviceType}`, asks(version, { serviceType })];
  for (const status of STATUSES)
    if (isSayable(status, version)) yield [`status-${status}`, says(status, version, REASON[status] ?? 'StatusChange')];
  for (const reason of REASONS_FOR_MESSAGE) yield [`reason-${reason}`, says('Loaned', version, reason)];
  for (const action of ACTIONS)
    if (isSayable(action, version)) {
      const message = { ...received, version, body: { ...received.body, action } };
      yield [`action-${action}`, message];
      yield [`confirmed-${action}`, confirm(message, AT)];
    }
  yield ['confirmed-request', confirm({ ...request, version }, AT)];
  yield ['confirmed-supplier', confirm({ ...loaned, version }, AT)];
  for (const type of ERROR_TYPES)
    yield [`error-${type}`, refuse({ ...received, version }, AT, type, 'a value <that> is "wrong"')];
}
const AT = new Date('2025-10-07T16:00:00Z');

export const EVERY: Readonly<Record<Version, Readonly<Record<string, Iso18626Message>>>> = {
  '1.2': Object.fromEntries(of('1.2')),
  '2021-2': Object.fromEntries(of('2021-2')),
};
