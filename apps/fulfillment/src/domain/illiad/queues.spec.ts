import { wanted } from '../../__fixtures__/samples.ts';
import { transactionFields } from './fields.ts';
import { isSent, meaningOf } from './queues.ts';

describe('what a queue of ILLiad’s says of the lender', () => {
  const meaning = (queue: string, service: 'loan' | 'copy' = 'loan', cancelling = false, more: object = {}) =>
    meaningOf({ number: '1', queue, ...more }, service, cancelling);

  it.each([
    ['In Transit', 'loan', 'sent'],
    ['Awaiting Post Receipt Processing', 'loan', 'sent'],
    ['Customer Notified via E-Mail', 'loan', 'sent'],
    ['Delivered to Web', 'copy', 'sent'],
    ['Request Finished', 'copy', 'sent'],
    ['Request Finished', 'loan', 'came-back'],
    ['Awaiting Unfilled Processing', 'loan', 'cannot'],
    ['Cancelled by ILL Staff', 'copy', 'cannot'],
    ['Awaiting Renewal OK Processing', 'loan', 'renewed'],
    ['Awaiting Renewal Denied Processing', 'loan', 'not-renewed'],
  ] as const)('%s, of a %s: %s', (queue, service, answer) => expect(meaning(queue, service)?.answer).toBe(answer));

  it.each([
    'Request Sent',
    'Awaiting Conditional Request Processing',
    'Our own queue',
    'Item Returned',
    'Awaiting Request Processing',
  ])('%s says nothing new', (queue) => expect(meaning(queue)).toBeUndefined());

  it('takes an end for the answer to our Cancel while that is under way', () => {
    expect(meaning('Cancelled by ILL Staff', 'loan', true)).toMatchObject({ answer: 'cancelled' });
    expect(['In Transit', 'Delivered to Web'].every(isSent)).toBe(true);
    expect(['Request Sent', 'Awaiting Request Processing'].some(isSent)).toBe(false);
  });

  it('brings the due date and the reason', () => {
    expect(meaning('In Transit', 'loan', false, { dueDate: '2025-11-17' })?.given).toEqual({ dueDate: '2025-11-17' });
    expect(meaning('Awaiting Unfilled Processing', 'loan', false, { reason: 'Lacking' })?.given).toEqual({ note: 'Lacking' });
  });
});

it('names the fields of a request as ILLiad’s API does, and nobody but the user of Trillium', () => {
  const { citation } = wanted('loan');
  expect(transactionFields('trillium', { service: 'loan', citation, lender: 'TSU', reference: 'r-1' })).toEqual({
    Username: 'trillium',
    ProcessType: 'Borrowing',
    RequestType: 'Loan',
    TransactionStatus: 'Awaiting Request Processing',
    LoanTitle: 'Death and Life of Great American Cities',
    LoanAuthor: 'Jacobs, Jane',
    ISSN: '9780679741954',
    LendingString: 'TSU',
    CitedIn: 'r-1',
  });
});
