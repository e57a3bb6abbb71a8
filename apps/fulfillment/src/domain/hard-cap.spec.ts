import { SimulatedRequest } from '../__fixtures__/simulated-request.ts';
import { borrow, buy, lender } from '../__fixtures__/samples.ts';

const statuses = (request: SimulatedRequest) => request.attempts.map(({ status }) => status);
const until = (request: SimulatedRequest, stop: () => boolean, most = 400) => {
  for (let steps = 0; !stop(); steps += 1) if (steps > most || !request.passDeadline()) throw new Error('it never came to that');
  return request;
};

describe('the hard cap', () => {
  it('ends a request whose lenders are asked without end, and says so', () => {
    const request = new SimulatedRequest({ askingCap: 10 }).decided(
      borrow(...['TSU', 'CPL', 'MGH'].map((symbol) => lender(symbol))),
    );
    // whoever is asked takes it and sends nothing
    until(request, () => {
      if (request.last.status === 'planned') request.says('will-supply');
      return request.process.status === 'closed';
    });
    expect(request.happened('capped')).toMatchObject([{ all: false }]);
    expect(request.happened('closed')).toMatchObject([
      {
        outcome: 'unfilled',
        cause: 'hard-cap',
        reason: 'Nothing was on its way after 10 working days, the most this library allows.',
      },
    ]);
    expect(request.told.filter((said) => said.endsWith('Cancel')).length).toBeGreaterThan(0);
    expect(request.happened('capped')[0]?.at.slice(0, 10)).toBe('2025-10-21');
  });

  it('ends one that nobody decides about any more', () => {
    const request = new SimulatedRequest().decided(borrow(lender('TSU'))).says('unfilled');
    expect(request.process.status).toBe('exhausted');
    until(request, () => request.process.status === 'closed');
    expect(request.happened('closed')).toMatchObject([{ cause: 'hard-cap' }]);
    // what is decided after it is passed over, and money held for it goes back
    request.decided(buy('copy'));
    expect(request.happened('passed-over')).toMatchObject([{ reservation: expect.any(String) }]);
  });

  it('counts anew once what was on its way has come to nothing', () => {
    const request = new SimulatedRequest({ askingCap: 20 }).decided(buy('print'));
    request.job('order-confirmed', { orderNumber: 'O-1', price: { minor: 2400, currency: 'USD' } });
    until(request, () => request.process.status === 'exhausted');
    expect([request.at.slice(0, 10), statuses(request)]).toEqual(['2025-12-02', ['no-answer']]);
    request.decided(borrow(lender('TSU')));
    expect(request.process.status).toBe('supplying');
  });

  it('leaves alone what is on its way, and ends that too after the whole', () => {
    const request = new SimulatedRequest({ askingCap: 5, cap: 60 })
      .decided(borrow(lender('TSU')))
      .says('loaned', { dueDate: '2026-06-01' });
    request.staff('receive').staff('notify').staff('check-out').passTo('2025-10-20T14:00:00.000Z');
    expect([statuses(request), request.process.status]).toEqual([['checked-out'], 'finished']);
    request.passTo('2026-01-05T14:00:00.000Z');
    expect(request.happened('capped')).toMatchObject([{ all: true }]);
    expect([statuses(request), request.told.at(-1)]).toEqual([['closed'], 'TSU: Lost']);
    expect(request.happened('closed')).toMatchObject([{ outcome: 'filled', cause: 'hard-cap' }]);
  });
});

describe('a lender that names a day', () => {
  const named = (retryAfter: string, ...more: readonly string[]) =>
    new SimulatedRequest()
      .decided(borrow(lender('TSU'), ...more.map((symbol) => lender(symbol))))
      .says('retry-possible', { reason: 'On loan', retryAfter });

  it('is asked again then, after the others, under the number of before', () => {
    const request = named('2025-10-10T05:00:00.000Z', 'CPL');
    expect(request.told).toEqual(['TSU: Request', 'CPL: Request']);
    request.says('unfilled', { reason: 'Not held' });
    // nobody else is left: it waits for the day
    expect([statuses(request), request.process.status, request.process.deadline]).toEqual([
      ['unfilled', 'unfilled'],
      'supplying',
      '2025-10-10T05:00:00.000Z',
    ]);
    request.passDeadline();
    expect(request.told.at(-1)).toBe('TSU: Request');
    expect(request.events(request.last.id, 'told')).toMatchObject([{ previousRequestId: request.attempts[0]!.id }]);
    // twice is enough
    request.says('retry-possible', { reason: 'On loan', retryAfter: '2025-10-14T05:00:00.000Z' });
    expect(request.happened('exhausted')).toMatchObject([
      { tried: [{ retryAfter: '2025-10-10' }, { supplier: 'CPL' }, { retryAfter: '2025-10-14' }] },
    ]);
  });

  it('is not waited for where that is too long, or no longer wanted; sourcing hears of the day', () => {
    const request = named('2025-12-01T05:00:00.000Z');
    expect(request.happened('exhausted')).toMatchObject([{ tried: [{ supplier: 'TSU', retryAfter: '2025-11-30' }] }]);
  });
});
