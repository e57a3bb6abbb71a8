import { agency, readMessage, type MessageOf } from '#lib/iso18626';
import { SimulatedRequest } from '../../__fixtures__/simulated-request.ts';
import { borrow, lender, REQUEST, usd, wanted } from '../../__fixtures__/samples.ts';
import type { Wanted } from '../../domain/attempt/index.ts';
import { composeMessage } from './compose.ts';
import { interpret } from './interpret.ts';
import { repeatKeyOf } from './keep.ts';

/** What a request tells its lenders, composed and read back. */
function sent(request: SimulatedRequest, library = 'BLL') {
  return request.attempts.flatMap((attempt) =>
    request.events(attempt.id, 'told').map((told) => {
      const read = readMessage(composeMessage(library, attempt, told));
      if (!read.ok) throw new Error(read.error.message);
      expect(read.value.unknown).toBeUndefined();
      return read.value;
    }),
  );
}
const asking = (more: Partial<Wanted>, lenders = [lender('TSU')]) => {
  const request = new SimulatedRequest();
  const all: Wanted = { ...wanted('loan'), ...more };
  return request.must({
    process: { on: 'decided', requestId: REQUEST, decisionId: REQUEST, outcome: borrow(...lenders), wanted: all },
  });
};

describe('what we tell lenders', () => {
  it('a loan: what it is, by when, and that it costs nothing', () => {
    const [message] = sent(
      asking({ wishes: { ...wanted('loan').wishes, neededBy: '2025-11-01', anyEdition: false, pieces: 2 } }),
    );
    expect(message).toMatchObject({
      kind: 'request',
      version: '2021-2',
      body: {
        header: { supplyingAgencyId: agency('TSU'), requestingAgencyId: agency('BLL'), timestamp: '2025-10-06T14:00:00.000Z' },
        bibliographicInfo: {
          title: 'Death and Life of Great American Cities',
          author: 'Jacobs, Jane',
          bibliographicItemId: [
            { bibliographicItemIdentifierCode: { value: 'ISBN' }, bibliographicItemIdentifier: '9780679741954' },
          ],
        },
        serviceInfo: {
          requestType: 'New',
          serviceType: 'Loan',
          anyEdition: 'N',
          needBeforeDate: '2025-11-01T23:59:59Z',
          note: '2 pieces',
        },
        billingInfo: { billingMethod: { value: 'FreeOfCharge' } },
      },
    });
  });

  it('an article: the journal as title, the article as its component, delivery by link', () => {
    const citation = {
      kind: 'article',
      title: 'Prospect Theory',
      container: 'Econometrica',
      authors: ['Kahneman, Daniel', 'Tversky, Amos'],
      volume: '47',
      issue: '2',
      pages: '263-291',
      year: 1979,
      issn: ['0012-9682'],
      isbn: [],
      doi: '10.2307/1914185',
    } as const;
    const [message] = sent(
      asking({ service: 'copy', citation: { ...citation, authors: [...citation.authors], issn: [...citation.issn], isbn: [] } }),
    );
    expect(message!.body).toMatchObject({
      bibliographicInfo: {
        title: 'Econometrica',
        titleOfComponent: 'Prospect Theory',
        authorOfComponent: 'Kahneman, Daniel; Tversky, Amos',
        volume: ['47'],
        issue: '2',
        pagesRequested: '263-291',
      },
      publicationInfo: { publicationDate: '1979' },
      serviceInfo: { serviceType: 'Copy' },
      requestedDeliveryInfo: [{ sortOrder: 1, deliveryMethod: { value: 'URL' } }],
    });
  });

  it('promises no IFM where one of both takes no part in it', () => {
    const [request] = sent(
      asking({}, [lender('ZZX', { settledBy: 'OCLC', notInIfm: ['lender'], maxCost: usd(4500) })]),
    ) as MessageOf<'request'>[];
    expect(request!.body.billingInfo).toEqual({ billingMethod: { value: 'Invoice' }, maximumCosts: usd(4500) });
  });

  it('a retry: under a number of its own, with the new maximum and by IFM', () => {
    const paid = { settledBy: 'OCLC', expectedCost: usd(3000), maxCost: usd(4500) } as const;
    const request = asking({}, [lender('ZZX', paid)])
      .says('retry-possible', { offered: usd(4000) })
      .staff('accept-condition');
    const [first, retry] = sent(request) as MessageOf<'request'>[];
    expect(first!.body.billingInfo).toEqual({ paymentMethod: { value: 'IFM' }, maximumCosts: usd(4500) });
    expect(retry!.body.header.requestingAgencyRequestId).toBe(`${request.last.id}.1`);
    expect(retry!.body.serviceInfo).toMatchObject({ requestType: 'Retry', requestingAgencyPreviousRequestId: request.last.id });
    expect(retry!.body.billingInfo?.maximumCosts).toEqual(usd(4000));
  });

  it('the steps of a loan, with the lender’s own number', () => {
    const request = asking({}).says('loaned', { lenderRequestId: 'L-1' });
    request.staff('receive').staff('check-out').staff('return').staff('ship-back', { carrier: 'UPS', tracking: '1Z' });
    const [, received, back] = sent(request);
    expect(received).toMatchObject({ body: { action: 'Received', header: { supplyingAgencyRequestId: 'L-1' } } });
    expect(back).toMatchObject({ body: { action: 'ShippedReturn', note: 'UPS 1Z' } });
  });

  it('a second try, when the lender’s own day has come, and what was wrong with a copy', () => {
    const again = asking({}).says('retry-possible', { retryAfter: '2025-10-08T05:00:00.000Z' });
    again.passDeadline();
    const [first, second] = sent(again) as MessageOf<'request'>[];
    expect(second!.body.serviceInfo).toMatchObject({
      requestType: 'Retry',
      requestingAgencyPreviousRequestId: first!.body.header.requestingAgencyRequestId,
    });
    const copy = asking({ service: 'copy' }).says('copy-completed', { url: 'https://lender.example/1' });
    copy.patron({ on: 'not-obtained', by: 'staff', reason: 'bad-copy', note: 'Page 3 is missing.' });
    expect(sent(copy).at(-1)!.body).toMatchObject({
      serviceInfo: { requestType: 'New', note: 'You have sent it before. The copy cannot be used: Page 3 is missing.' },
    });
  });

  it('that it is to be renewed, that it is lost, and how it stands', () => {
    const request = asking({}).says('loaned', { dueDate: '2025-11-03' }).staff('receive').staff('check-out');
    request.staff('renew').staff('lost', { reason: 'Left on a train.' }).staff('ask-status');
    const actions = sent(request).map(({ body }) =>
      'action' in body ? [body.action, 'note' in body ? body.note : undefined] : [],
    );
    expect(actions.slice(2)).toEqual([
      ['Renew', undefined],
      ['Lost', 'Left on a train.'],
      ['StatusRequest', undefined],
    ]);
  });

  it('nothing of the patron', () => {
    const request = asking({});
    const [told] = request.events(request.last.id, 'told');
    const xml = composeMessage('BLL', request.last, told!);
    expect(xml).not.toContain('p_7Jq2mW0cVx1u');
    expect(xml).not.toContain('patronInfo');
  });
});

type Body = MessageOf<'supplyingAgencyMessage'>['body'];
const heard = (
  more: Partial<Omit<Body, 'messageInfo' | 'statusInfo'>> & {
    messageInfo?: Partial<Body['messageInfo']>;
    statusInfo?: Partial<Body['statusInfo']>;
  },
) =>
  interpret({
    header: {
      supplyingAgencyId: agency('TSU'),
      requestingAgencyId: agency('BLL'),
      timestamp: '2025-10-06T15:00:00Z',
      requestingAgencyRequestId: '1',
    },
    ...more,
    messageInfo: { reasonForMessage: 'StatusChange', ...more.messageInfo },
    statusInfo: { status: 'WillSupply', lastChange: '2025-10-06T15:00:00Z', ...more.statusInfo },
  }) as unknown as { on: string; word: Record<string, unknown> };

describe('what lenders tell us', () => {
  it('is known by its status', () => {
    expect(heard({}).on).toBe('says-will-supply');
    expect(heard({ statusInfo: { status: 'CompletedWithoutReturn' } }).on).toBe('says-completed-without-return');
    expect(heard({ statusInfo: { status: 'ReleaseHoldReturn' } }).on).toBe('says-release-hold-return');
  });

  it.each([
    ['Y', 'says-renewed'],
    ['N', 'says-renew-refused'],
    [undefined, 'says-renew-refused'],
  ] as const)('an answer to Renew: %s', (answerYesNo, on) => {
    const messageInfo = { reasonForMessage: 'RenewResponse', ...(answerYesNo && { answerYesNo }) } as const;
    expect(heard({ messageInfo, statusInfo: { status: 'Loaned', dueDate: '2025-12-01' } })).toMatchObject({
      on,
      word: { dueDate: '2025-12-01' },
    });
  });

  it('the date from which on it may be asked again', () => {
    const word = heard({
      messageInfo: { reasonRetry: { value: 'OnLoan' } },
      statusInfo: { status: 'RetryPossible' },
      retryInfo: { retryAfter: '2025-10-20T00:00:00-05:00' },
    }).word;
    expect(word).toMatchObject({ retryAfter: '2025-10-20T05:00:00.000Z', reason: 'On loan' });
  });

  it.each([
    ['Y', 'Cancelled', 'says-cancelled'],
    ['Y', 'WillSupply', 'says-cancelled'],
    ['N', 'WillSupply', 'says-cancel-refused'],
    ['N', 'Loaned', 'says-loaned'],
    ['N', 'CopyCompleted', 'says-copy-completed'],
  ] as const)('an answer to Cancel: %s at %s', (answerYesNo, status, on) => {
    expect(heard({ messageInfo: { reasonForMessage: 'CancelResponse', answerYesNo }, statusInfo: { status } }).on).toBe(on);
  });

  it('a reason is told in words, with the lender’s note', () => {
    const no = (value: string, note?: string) =>
      heard({ messageInfo: { reasonUnfilled: { value }, ...(note ? { note } : {}) }, statusInfo: { status: 'Unfilled' } }).word[
        'reason'
      ];
    expect(no('NotOnShelf')).toBe('Not on shelf');
    expect(no('NotAvailableForILL', ' ask in\nspring ')).toBe('Not available for ILL: ask in spring');
    expect(heard({ statusInfo: { status: 'Unfilled' } }).word).not.toHaveProperty('reason');
  });

  it('only what a Retry can answer is a condition', () => {
    const retry = (reasonRetry: string) =>
      heard({
        messageInfo: { reasonRetry: { value: reasonRetry } },
        statusInfo: { status: 'RetryPossible' },
        retryInfo: { offeredCosts: [usd(4000)], loanCondition: [{ value: 'LibraryUseOnly' }] },
      }).word;
    expect(retry('CostExceedsMaxCost')).toMatchObject({ offered: usd(4000) });
    expect(retry('CostExceedsMaxCost')).not.toHaveProperty('loanConditions');
    expect(retry('MustMeetLoanCondition')).toMatchObject({ loanConditions: ['LibraryUseOnly'] });
    expect(retry('OnLoan')).not.toHaveProperty('offered');
  });

  it('takes a due date as the day the lender wrote, costs and links from the delivery', () => {
    const { word } = heard({
      statusInfo: { status: 'Loaned', dueDate: '2025-11-03T23:59:00-06:00' },
      deliveryInfo: {
        dateSent: '2025-10-06T15:00:00Z',
        URL: 'https://lender.example/1',
        deliveryCosts: [usd(1500)],
        loanCondition: [{ value: 'NoReproduction' }],
      },
    });
    expect(word).toMatchObject({
      dueDate: '2025-11-03',
      cost: usd(1500),
      url: 'https://lender.example/1',
      loanConditions: ['NoReproduction'],
    });
  });

  it.each(['javascript:alert(1)', 'file:///etc/passwd', 'not a link', `https://lender.example/${'x'.repeat(3000)}`])(
    'hands on no link like %.30s',
    (URL) => {
      expect(heard({ deliveryInfo: { dateSent: '2025-10-06T15:00:00Z', URL } }).word).not.toHaveProperty('url');
    },
  );
});

it('a repeat is known by sender, both numbers, timestamp and every byte', () => {
  const key = repeatKeyOf(['TSU', '1', undefined, 't'], '<a/>');
  expect(repeatKeyOf(['TSU', '1', undefined, 't'], '<a/>')).toBe(key);
  const others = [
    repeatKeyOf(['CPL', '1', undefined, 't'], '<a/>'),
    repeatKeyOf(['TSU', '1', 't'], '<a/>'),
    repeatKeyOf(['TSU', '1', undefined, 't'], '<a />'),
  ];
  expect(new Set([key, ...others]).size).toBe(4);
});
