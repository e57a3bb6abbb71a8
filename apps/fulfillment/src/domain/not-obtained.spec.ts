import { actionsOf, fieldsOf } from './attempt/index.ts';
import { SimulatedRequest } from '../__fixtures__/simulated-request.ts';
import { borrow, buy, deliver, hold, lender, scan, usd } from '../__fixtures__/samples.ts';

const cannot = (reason: string) => ({ on: 'not-obtained', by: 'patron', reason }) as never;
const statuses = (request: SimulatedRequest) => request.attempts.map(({ status }) => status);
const copy = (...symbols: readonly string[]) =>
  new SimulatedRequest()
    .decidedFor('copy', borrow(...symbols.map((symbol) => lender(symbol))))
    .says('copy-completed', { url: 'https://lender.example/1' });

describe('I can’t get it', () => {
  it('a held book that is missing: the hold is taken away and sourcing decides again', () => {
    const request = new SimulatedRequest().decided(hold).job('hold-placed').patron(cannot('missing'));
    expect(request.events(request.last.id, 'errand').at(-1)?.errand).toBe('remove-hold');
    expect(request.happened('exhausted')).toMatchObject([
      { tried: [{ kind: 'hold', supplier: 'CPL', status: 'unfilled', reason: 'It is not where it should be.' }] },
    ]);
  });

  it('a held book, when the request had long closed: it is open again', () => {
    const request = new SimulatedRequest().decided(hold).job('hold-placed').staff('picked-up').patron(cannot('wrong-item'));
    expect(request.happened('reopened')).toMatchObject([{ kind: 'hold', supplier: 'CPL' }]);
    expect(request.process.status).toBe('exhausted');
  });

  it('a dead link: decided again, with that one as tried', () => {
    const request = new SimulatedRequest().decided(deliver);
    expect(request.process.status).toBe('closed');
    request.patron(cannot('dead-link'));
    expect([request.process.status, request.last.notObtained, request.last.finished]).toEqual(['exhausted', 'dead-link', false]);
    expect(request.happened('exhausted')).toMatchObject([{ tried: [{ kind: 'deliver', reason: 'The link does not work.' }] }]);
    request.decided(buy('copy'));
    expect(request.process.status).toBe('supplying');
    // said twice, it is the same
    expect(request.patron(cannot('dead-link')).happened('reopened')).toHaveLength(1);
  });

  it('a bad copy: the same lender is asked once more, with what is wrong, then the next', () => {
    const request = copy('TSU', 'CPL').patron(cannot('bad-copy'));
    expect([statuses(request), request.told]).toEqual([
      ['closed', 'planned'],
      ['TSU: Request', 'TSU: Received', 'TSU: Request'],
    ]);
    expect(request.events(request.last.id, 'told')).toMatchObject([
      { note: 'You have sent it before. The copy cannot be used.' },
    ]);
    request.says('copy-completed', { url: 'https://lender.example/2' }).patron(cannot('bad-copy'));
    expect(request.told.at(-1)).toBe('CPL: Request');
    request.says('copy-completed', { url: 'https://cpl.example/1' });
    expect([request.process.status, request.happened('closed').length]).toEqual(['closed', 3]);
  });

  it('a bad scan of our own: scanned once more', () => {
    const request = new SimulatedRequest().decided(scan).staff('deliver', { url: 'https://files.example/1' });
    request.patron(cannot('bad-copy'));
    expect(request.tasks()).toEqual(['to-scan']);
  });

  it('what was bought: a person follows it up, and it is decided again', () => {
    const request = new SimulatedRequest().decided(buy('copy')).job('order-confirmed', { orderNumber: 'O-1', price: usd(2400) });
    request.job('supplied', { url: 'https://provider.example/1' }).patron(cannot('dead-link'));
    expect([request.tasks(), request.process.status]).toEqual([['not-obtained'], 'exhausted']);
    expect(request.last.charged).toEqual(usd(2400));
  });

  it('the wrong book: it goes back and the next lender is asked; one not on the hold shelf is looked for', () => {
    const request = new SimulatedRequest().decided(borrow(lender('TSU'), lender('CPL'))).says('loaned');
    request.staff('receive').staff('notify').patron(cannot('missing'));
    expect([statuses(request), request.tasks()]).toEqual([['patron-notified'], ['to-pick-up', 'not-obtained']]);
    request.staff('check-out').patron(cannot('wrong-item'));
    expect([statuses(request), request.told.at(-1)]).toEqual([['returned-by-patron', 'planned'], 'CPL: Request']);
    expect(request.happened('reopened')).toHaveLength(1);
  });

  it('of nothing they have, or have had: nothing happens to the patron, and staff are told', () => {
    const request = new SimulatedRequest().decided(borrow(lender('TSU'))).patron(cannot('missing'));
    expect(statuses(request)).toEqual(['planned']);
    const closed = copy('TSU').staff('not-obtained', { reason: 'bad-copy' });
    const [first] = closed.attempts;
    const order = { attempt: first!.id, command: { on: 'not-obtained', by: 'staff', reason: 'bad-copy' } } as const;
    expect(closed.do(order)).toMatchObject({ error: { code: 'not-there' } });
  });
});

describe('a library that looks at copies first', () => {
  const checked = (...symbols: readonly string[]) =>
    new SimulatedRequest({ checkCopies: true })
      .decidedFor('copy', borrow(...symbols.map((symbol) => lender(symbol))))
      .says('copy-completed', { url: 'https://lender.example/1' });

  it('has it on a list of its own, and the patron gets it once somebody has looked', () => {
    const request = checked('TSU');
    expect([request.last.status, request.tasks(), request.told]).toEqual([
      'received',
      ['to-check'],
      ['TSU: Request', 'TSU: Received'],
    ]);
    expect(actionsOf(request.last).map(({ name }) => name)).toEqual(['deliver', 'write-lender', 'bad-copy']);
    expect(fieldsOf('deliver', request.last)[0]).toMatchObject({ name: 'url', value: 'https://lender.example/1' });
    request.staff('deliver');
    expect(request.process.status).toBe('closed');
    expect(request.happened('finished')).toMatchObject([{ supplier: 'TSU', url: 'https://lender.example/1' }]);
    expect(request.told).toEqual(['TSU: Request', 'TSU: Received']);
  });

  it('asks again for a bad one: the same lender once, then the next', () => {
    const request = checked('TSU', 'CPL').staff('bad-copy', { note: 'page 2 is missing' });
    expect([statuses(request), request.told.at(-1)]).toEqual([['unfilled', 'planned'], 'TSU: Request']);
    expect(request.events(request.last.id, 'told')[0]!.note).toBe(
      'You have sent it before. The copy cannot be used: page 2 is missing',
    );
    request.says('copy-completed', { url: 'https://lender.example/2' }).staff('bad-copy', { note: 'the same' });
    expect(request.last.plan).toMatchObject({ lender: { symbol: 'CPL' } });
    const undone = request.do({ attempt: request.attempts[1]!.id, command: { on: 'undo', by: 'staff' } });
    expect(undone.ok ? '' : undone.error.remedy).toMatch(/^The lender is asked once more/);
  });

  it('lets the patron have it unseen when nobody looks, and ends it when the patron cancels', () => {
    const request = checked('TSU');
    request.passDeadline();
    expect(request.tasks()).toEqual(['to-check']);
    request.passDeadline();
    expect([request.last.status, request.last.finished, request.process.status]).toEqual(['closed', true, 'closed']);
    const cancelled = checked('TSU').cancel();
    expect([cancelled.last.status, cancelled.last.finished, cancelled.process.status]).toEqual(['closed', false, 'closed']);
  });
});
