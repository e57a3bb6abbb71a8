import { SimulatedRequest } from '../__fixtures__/simulated-request.ts';
import {
  borrow,
  buy,
  buyByHand,
  calendar,
  deliver,
  hold,
  lender,
  MONDAY,
  REQUEST,
  scan,
  surroundings,
  usd,
  wanted,
} from '../__fixtures__/samples.ts';
import { actionsOf } from './attempt/index.ts';
import { conduct } from './conduct.ts';

const paid = { settledBy: 'OCLC', expectedCost: usd(3000), maxCost: usd(3000) } as const;
const given = (outcome: Parameters<SimulatedRequest['decided']>[0]) => new SimulatedRequest().decided(outcome);
const statuses = (request: SimulatedRequest) => request.attempts.map(({ status }) => status);

describe('borrowing a loan', () => {
  it('goes from asked to returned, telling the lender what it has to know', () => {
    const request = given(borrow(lender('TSU')));
    expect(request.told).toEqual(['TSU: Request']);
    request.job('sent').says('will-supply').says('loaned', { dueDate: '2025-11-03' });
    expect([request.last.status, request.last.dueDate, request.tasks()]).toEqual(['shipped', '2025-11-03', ['to-receive']]);
    request.staff('receive', { pieces: 1 }).staff('notify').staff('check-out');
    expect(request.happened('finished')).toMatchObject([{ kind: 'borrow', supplier: 'TSU' }]);
    // two working days before the lender's Monday, to the end of that day in Chicago
    expect([request.last.patronDueDate, request.last.deadline]).toEqual(['2025-10-30', '2025-10-31T05:00:00.000Z']);
    request.staff('return').staff('ship-back', { carrier: 'USPS', tracking: '9400' }).says('loan-completed');
    expect(request.told).toEqual(['TSU: Request', 'TSU: Received', 'TSU: ShippedReturn']);
    expect(request.happened('closed')).toMatchObject([{ outcome: 'filled' }]);
    expect(request.events(request.last.id, 'charged')).toEqual([]);
  });

  it('takes Loaned before WillSupply, twice, and after the parcel', () => {
    const request = given(borrow(lender('ZZX', paid)))
      .says('loaned', { cost: usd(2500) })
      .says('loaned', { cost: usd(2500) });
    request.says('will-supply', { lastChange: '2025-10-06T13:00:00Z' });
    expect([request.last.status, request.tasks()]).toEqual(['shipped', ['to-receive', 'illegal-message']]);
    const early = given(borrow(lender('ZZX', paid)))
      .job('sent')
      .staff('receive')
      .says('loaned', { cost: usd(2500), dueDate: '2025-11-03' });
    expect([early.last.status, early.last.dueDate]).toEqual(['received', '2025-11-03']);
    for (const { last, events } of [request, early].map((r) => ({ last: r.last, events: r.events(r.last.id, 'charged') })))
      expect([last.charged, events.length]).toEqual([usd(2500), 1]);
  });

  it('takes old news for old news, by the lender’s own lastChange', () => {
    const request = given(borrow(lender('TSU'))).says('loaned', { lastChange: '2025-10-07T10:00:00Z' });
    request.says('will-supply', { lastChange: '2025-10-07T09:00:00Z' });
    expect([request.last.status, request.tasks()]).toEqual(['shipped', ['to-receive']]);
  });

  it('asks the next on a no, keeping the reason, and reports to sourcing when nobody is left', () => {
    const request = given(borrow(lender('TSU'), lender('CPL'), lender('MGH')));
    for (const reason of ['NotOnShelf', 'NotHeld', 'PolicyProblem']) request.says('unfilled', { reason });
    expect(request.told).toEqual(['TSU: Request', 'CPL: Request', 'MGH: Request']);
    expect(request.attempts.map(({ position, of }) => [position, of])).toEqual([[1, 3], [2, 3], [3, 3]]); // prettier-ignore
    expect(request.happened('exhausted')).toMatchObject([
      {
        tried: [
          { supplier: 'TSU', reason: 'NotOnShelf' },
          { supplier: 'CPL', reason: 'NotHeld' },
          { supplier: 'MGH', status: 'unfilled' },
        ],
      },
    ]);
    expect(request.process.status).toBe('exhausted');
    request.decided(buy('print'));
    expect(request.process.status).toBe('supplying');
  });

  it('sends Cancel before it asks the next, and a late yes becomes a second supply', () => {
    const request = given(borrow(lender('TSU'), lender('CPL'))).job('sent');
    request.passDeadline();
    expect(request.at).toBe('2025-10-08T14:00:00.000Z'); // two working days
    expect(request.told).toEqual(['TSU: Request', 'TSU: Cancel', 'CPL: Request']);
    expect(statuses(request)).toEqual(['cancelling', 'planned']);
    const [first] = request.attempts;
    request.says('loaned', {}, first!.id);
    expect([statuses(request), request.tasks()]).toEqual([['shipped', 'planned'], ['second-supply']]);
    // the patron gets the one that came: the other lender is let go
    request.staff('receive', {}, first!.id).staff('notify', {}, first!.id);
    expect([request.told.at(-1), request.last.status]).toEqual(['CPL: Cancel', 'cancelling']);
  });

  it('opens an attempt for what comes when the lender had long been given up', () => {
    const request = given(borrow(lender('TSU'), lender('CPL'))).job('sent');
    request.passDeadline();
    const [first] = request.attempts;
    request.says('cancelled', {}, first!.id).says('loaned', {}, first!.id).says('loaned', {}, first!.id);
    expect(statuses(request)).toEqual(['no-answer', 'planned', 'shipped']);
    expect([request.last.follows, request.last.requestIds]).toEqual([first!.id, [first!.id]]);
    request
      .staff('receive')
      .staff('return-unused', { reason: 'One too many.' })
      .staff('ship-back')
      .says('loan-completed', {}, first!.id);
    expect(statuses(request)).toEqual(['no-answer', 'planned', 'closed']);
  });

  it('lets staff raise the maximum as far as the decision allows, under a request id of its own', () => {
    const request = new SimulatedRequest().decidedFor('loan', { ...borrow(lender('ZZX', paid)), mayRaiseTo: usd(4500) } as never);
    request.says('retry-possible', { reason: 'CostExceedsMaxCost', offered: usd(4000) });
    expect(request.tasks()).toEqual(['conditional']);
    const order = (maxCost: number) =>
      ({ attempt: request.last.id, command: { on: 'accept-condition', by: 'staff', maxCost: usd(maxCost) } }) as const;
    expect(request.do(order(3900))).toMatchObject({ error: { code: 'too-little', field: 'maxCost' } });
    expect(request.do(order(4600))).toMatchObject({
      error: { code: 'over-limit', message: 'At most $45 may be agreed to for this request.' },
    });
    request.must(order(4000));
    expect(request.events(request.last.id, 'told').at(-1)).toMatchObject({
      said: 'Retry',
      maxCost: usd(4000),
      requestId: `${request.last.id}.1`,
      previousRequestId: request.last.id,
    });
    request.says('loaned', { cost: usd(4000) });
    expect(request.last.charged).toEqual(usd(4000));
  });

  it('posts no more than was agreed: a person settles it', () => {
    const request = given(borrow(lender('ZZX', paid))).says('loaned', { cost: usd(6000) });
    expect([request.last.charged, request.tasks()]).toEqual([undefined, ['to-receive', 'cost-over-maximum']]);
  });

  it('asks by hand where a lender has no address', () => {
    const request = given(borrow(lender('HFC')));
    expect([request.told, request.tasks()]).toEqual([[], ['ask-by-hand']]);
    request.staff('asked-by-hand').staff('lender-shipped', { dueDate: '2025-11-03' }).staff('receive');
    expect(request.tasks()).toEqual(['to-notify', 'by-hand']);
  });

  it('says what is possible now when staff ask for something else', () => {
    const request = given(borrow(lender('TSU'))).says('loaned');
    expect(request.do({ attempt: request.last.id, command: { on: 'check-out', by: 'staff' } })).toMatchObject({
      error: {
        code: 'conflict',
        message: '"check-out" is not possible now: it stands at "shipped".',
        remedy: 'Possible now: receive, not-received, ask-status, write-lender.',
      },
    });
  });

  it('takes back what nobody outside depends on, and nothing else', () => {
    const request = given(borrow(lender('TSU')))
      .says('loaned')
      .staff('receive')
      .staff('undo');
    expect(request.last.status).toBe('shipped');
    request.staff('receive').staff('notify').staff('undo');
    expect([request.last.status, request.last.reason]).toEqual([
      'received',
      'It is not ready yet after all: the patron is told.',
    ]);
    request.staff('notify');
    expect(request.told).toEqual(['TSU: Request', 'TSU: Received']); // told once
    request.staff('check-out').staff('undo');
    expect([request.last.status, request.process.status]).toEqual(['patron-notified', 'supplying']);
    request.staff('check-out');
    expect([request.happened('finished').length, request.happened('reopened').length]).toEqual([2, 1]);
  });
});

describe('borrowing a copy', () => {
  it('is delivered and closed with the link', () => {
    const request = new SimulatedRequest().decidedFor('copy', borrow(lender('TSU')));
    request.says('copy-completed', { url: 'https://lender.example/1' });
    expect([request.last.status, request.last.url, request.told.at(-1)]).toEqual([
      'closed',
      'https://lender.example/1',
      'TSU: Received',
    ]);
    expect([request.happened('finished').length, request.happened('closed')[0]?.outcome]).toEqual([1, 'filled']);
  });

  it('waits for a person where it comes another way', () => {
    const request = new SimulatedRequest().decidedFor('copy', borrow(lender('TSU'))).says('loaned');
    expect(request.tasks()).toEqual(['to-receive']);
    request.staff('deliver', { note: 'On paper, in the mailbox.' });
    expect(request.process.status).toBe('closed');
  });
});

describe('buying', () => {
  it('costs what the provider confirmed, once', () => {
    const request = given(buy('copy')).job('order-confirmed', { orderNumber: 'O-1', price: usd(2350) });
    request
      .job('order-confirmed', { orderNumber: 'O-1', price: usd(2350) })
      .job('supplied', { url: 'https://provider.example/1' });
    expect(request.events(request.last.id, 'charged')).toMatchObject([{ amount: usd(2350) }]);
    expect([request.last.status, request.process.status]).toEqual(['closed', 'closed']);
  });

  it('gives the money back to the fund when the price has changed, and decides again', () => {
    const request = given(buy('copy')).job('order-refused', { reason: 'The price is now $31.' });
    expect(request.events(request.last.id, 'fund-given-back')).toMatchObject([{ reason: 'The price is now $31.' }]);
    expect(request.happened('exhausted')).toMatchObject([
      { tried: [{ kind: 'buy', supplier: 'get-it-now', reason: 'The price is now $31.' }] },
    ]);
  });

  it('leaves it to a person where nobody knows whether the order went through', () => {
    const request = given(buy('copy')).job('doubt', { reason: 'The connection broke.' });
    expect(actionsOf(request.last).map(({ name }) => name)).toEqual(['order-confirmed', 'order-refused', 'order-again']);
    request.staff('order-again');
    expect(request.events(request.last.id, 'errand').map(({ errand }) => errand)).toEqual(['place-order', 'place-order']);
  });

  it('asks for the state of an order again and again, ever more seldom', () => {
    const request = given(buy('copy')).job('order-confirmed', { orderNumber: 'O-1', price: usd(2400) });
    const times = [1, 2, 3, 4].map(() => request.passDeadline() && request.at.slice(11, 16));
    expect(times).toEqual(['14:30', '15:00', '16:00', '18:00']);
    expect(request.events(request.last.id, 'errand').filter(({ errand }) => errand === 'check-order')).toHaveLength(4);
  });

  it('a book is received, lent, cataloged: the request is finished at pick-up', () => {
    const request = given(buy('print'))
      .job('order-confirmed', { orderNumber: 'O-1', price: usd(2400) })
      .job('order-shipped');
    request.staff('receive').staff('notify').staff('check-out');
    expect([request.process.status, request.tasks()]).toEqual(['finished', ['to-catalog']]);
    request.staff('catalog');
    expect(request.process.status).toBe('closed');
  });

  it('is honest about what can no longer be stopped', () => {
    const request = given(buy('print'))
      .job('order-confirmed', { orderNumber: 'O-1', price: usd(2400) })
      .cancel();
    expect(request.last).toMatchObject({
      status: 'ordered',
      withdrawn: 'cancelled',
      reason: expect.stringMatching(/^Already ordered from vendor/),
    });
    request.staff('receive');
    expect([request.last.status, request.tasks()]).toEqual(['returned-by-patron', ['to-catalog']]);
    request.staff('catalog');
    expect(request.happened('closed')).toMatchObject([{ outcome: 'cancelled' }]);
  });

  it('takes an order back that was never sent', () => {
    const request = given(buy('copy'));
    const order = { process: { on: 'cancel', requestId: REQUEST, by: 'patron', reason: 'Found it.' } } as const;
    expect(request.do(order, new Set([request.last.id])).ok).toBe(true);
    expect([request.last.status, request.process.status]).toEqual(['cancelled', 'closed']);
    expect(request.events(request.last.id, 'fund-given-back')).toHaveLength(1);
  });
});

describe('buying by hand', () => {
  const kinds = (request: SimulatedRequest): string[] => actionsOf(request.last).map(({ name }) => name);

  it('waits for staff, costs what they paid, and is delivered in the same breath where the link is at hand', () => {
    const request = given(buyByHand);
    expect([request.last.status, request.tasks(), kinds(request)]).toEqual(['planned', ['to-buy'], ['bought', 'cannot-buy']]);
    expect(request.events(request.last.id, 'errand')).toEqual([]);
    request.staff('bought', { price: usd(895), url: 'https://files.example/hbr.pdf' });
    expect(request.events(request.last.id, 'charged')).toMatchObject([{ amount: usd(895) }]);
    expect([request.last.status, request.process.status, request.last.url]).toEqual([
      'closed',
      'closed',
      'https://files.example/hbr.pdf',
    ]);
  });

  it('hands the file over later where the publisher sends it later', () => {
    const request = given(buyByHand).staff('bought', { price: usd(3000) });
    expect([request.last.status, request.tasks()]).toEqual(['ordered', ['to-buy']]);
    const unlinked = request.do({ attempt: request.last.id, command: { on: 'deliver', by: 'staff', note: 'By mail.' } });
    expect(unlinked).toMatchObject({ error: { field: 'url' } });
    request.staff('deliver', { url: 'https://files.example/hbr.pdf' });
    expect(request.happened('closed')).toMatchObject([{ outcome: 'filled' }]);
    expect(request.events(request.last.id, 'charged')).toHaveLength(1);
  });

  it.each([
    ['dearer than it might be, without a reason', usd(3001), 'reason'],
    ['in another currency', { minor: 800, currency: 'EUR' }, 'price'],
    ['for nothing', usd(0), 'price'],
  ])('is not taken down %s', (_what, price, field) => {
    const request = given(buyByHand);
    const tried = request.do({ attempt: request.last.id, command: { on: 'bought', by: 'staff', price } });
    expect(tried).toMatchObject({ error: { field, remedy: expect.any(String) } });
    expect(request.last.status).toBe('planned');
  });

  it('may cost more where staff say why', () => {
    const request = given(buyByHand).staff('bought', { price: usd(3400), reason: 'The head agreed.' });
    expect(request.last).toMatchObject({
      status: 'ordered',
      reason: 'Bought at $34, over the limit of $30: The head agreed.',
    });
  });

  it('that cannot be gives the money back, and sourcing decides again', () => {
    const request = given(buyByHand).staff('cannot-buy', { reason: 'Not sold singly.' });
    expect(request.events(request.last.id, 'fund-given-back')).toMatchObject([{ reason: 'Not sold singly.' }]);
    expect(request.happened('exhausted')).toMatchObject([
      { tried: [{ kind: 'buy', supplier: 'publisher', status: 'unfilled', reason: 'Not sold singly.' }] },
    ]);
  });

  it('that nobody gets round to ends after three reminders, and gives the money back', () => {
    const request = given(buyByHand);
    for (let times = 0; times < 4; times += 1) request.passDeadline();
    expect(request.last).toMatchObject({ status: 'no-answer', reason: 'Nobody bought it by hand in time.' });
    expect(request.events(request.last.id, 'fund-given-back')).toHaveLength(1);
  });

  it('ends at once when the request is cancelled; what was bought all the same is paid, and looked at', () => {
    const request = given(buyByHand).cancel();
    expect([request.last.status, request.process.status]).toEqual(['cancelled', 'closed']);
    expect(kinds(request)).toEqual(['bought']);
    request.staff('bought', { price: usd(895), url: 'https://files.example/hbr.pdf' });
    expect(request.events(request.last.id, 'charged')).toHaveLength(1);
    expect(request.tasks()).toEqual(['left-behind']);
    expect(request.last.finished).toBe(false);
  });

  it('is paid for once it is bought: undo says so, and what the publisher takes back is reversed', () => {
    const request = given(buyByHand).staff('bought', { price: usd(895) });
    const undone = request.do({ attempt: request.last.id, command: { on: 'undo', by: 'staff' } });
    expect(undone).toMatchObject({ error: { remedy: expect.stringContaining('ask-refund') } });
    request.staff('order-cancelled', { reason: 'The publisher took it back.' });
    expect(request.events(request.last.id, 'refunded')).toHaveLength(1);
    expect(request.events(request.last.id, 'fund-given-back')).toEqual([]);
    expect(request.process.status).toBe('exhausted');
  });

  it('whose request ended meanwhile is paid for and not handed out', () => {
    const request = given(buyByHand)
      .staff('bought', { price: usd(895) })
      .cancel();
    expect(request.last).toMatchObject({ status: 'ordered', withdrawn: 'cancelled' });
    request.staff('deliver', { url: 'https://files.example/hbr.pdf' });
    expect(request.last).toMatchObject({ status: 'closed', finished: false });
    expect(request.happened('closed')).toMatchObject([{ outcome: 'cancelled' }]);
  });
});

describe('what the library has', () => {
  it('an open copy is delivered and closed at once', () => {
    const request = given(deliver);
    expect([request.last.status, request.last.url, request.happened('finished').length]).toEqual([
      'closed',
      'https://example.org/a.pdf',
      1,
    ]);
  });

  it('a hold placed closes when circulation has had its time', () => {
    const request = given(hold).job('hold-placed');
    expect(request.last.status).toBe('hold-placed');
    request.passDeadline();
    expect(request.happened('closed')).toMatchObject([{ outcome: 'filled' }]);
  });

  it('not on the shelf: the hold is taken away and sourcing decides again', () => {
    const request = given(hold).job('hold-placed').staff('hold-refused', { reason: 'Missing.' });
    expect(request.events(request.last.id, 'errand').at(-1)?.errand).toBe('remove-hold');
    expect(request.process.status).toBe('exhausted');
  });

  it('a scan is delivered by staff, or is not there', () => {
    const request = given(scan);
    expect(request.do({ attempt: request.last.id, command: { on: 'deliver', by: 'staff' } })).toMatchObject({
      error: { field: 'url' },
    });
    request.staff('deliver', { url: 'https://files.example/scan.pdf' });
    expect(request.process.status).toBe('closed');
    expect(given(scan).staff('not-on-shelf').happened('exhausted')).toHaveLength(1);
  });
});

describe('cancelling', () => {
  it('sends Cancel to the lender and waits for the answer', () => {
    const request = given(borrow(lender('TSU'), lender('CPL')))
      .job('sent')
      .cancel();
    expect([request.told.at(-1), request.process.status]).toEqual(['TSU: Cancel', 'cancelling']);
    request.says('cancelled');
    expect(request.happened('closed')).toMatchObject([{ outcome: 'cancelled', reason: 'No longer needed.' }]);
    expect(request.attempts).toHaveLength(1);
  });

  it('before anything was decided leaves nothing to do, and what is decided later is passed over', () => {
    const request = new SimulatedRequest().cancel();
    expect(request.happened('closed')).toMatchObject([{ outcome: 'cancelled', quiet: true }]);
    request.decided(buy('copy'));
    expect(request.happened('passed-over')).toMatchObject([{ reservation: expect.any(String) }]);
    expect(request.attempts).toEqual([]);
  });
});

describe('conducting', () => {
  it('is pure: the same round, order and surroundings give the same events', () => {
    const order = {
      process: { on: 'decided', requestId: REQUEST, decisionId: REQUEST, outcome: hold, wanted: wanted('loan') },
    } as const;
    const round = { process: null, attempts: new Map() };
    const once = conduct(round, order, { ...surroundings(MONDAY, () => REQUEST), calendar });
    expect(conduct(round, order, { ...surroundings(MONDAY, () => REQUEST), calendar })).toEqual(once);
    expect(round).toEqual({ process: null, attempts: new Map() });
  });
});
