import { SimulatedRequest } from '../__fixtures__/simulated-request.ts';
import { borrow, lender, REQUEST, usd, wanted } from '../__fixtures__/samples.ts';
import { actionsOf } from './attempt/index.ts';

const paid = { settledBy: 'OCLC', expectedCost: usd(3000), maxCost: usd(3000) } as const;
const asked = (...symbols: readonly string[]) =>
  new SimulatedRequest().decided(borrow(...symbols.map((symbol) => lender(symbol, symbol === 'ZZX' ? paid : {}))));
const lent = (symbol = 'TSU', dueDate = '2025-11-03') =>
  asked(symbol).says('loaned', { dueDate }).staff('receive').staff('notify').staff('check-out');
const refused = (request: SimulatedRequest, on: string, more: object = {}) => {
  const done = request.do({ attempt: request.last.id, command: { on, by: 'staff', ...more } as never });
  return done.ok ? undefined : done.error;
};
const names = (request: SimulatedRequest) => actionsOf(request.last).map(({ name }) => name);

describe('a loan of a reciprocal partner', () => {
  it('is told with the price it names, and asks nobody: nothing is paid', () => {
    const request = new SimulatedRequest().decided(borrow(lender('TSU', { settledBy: 'reciprocity' })));
    request.says('loaned', { dueDate: '2025-11-03', cost: usd(2000) });
    expect(request.events(request.last.id, 'charged')).toMatchObject([{ amount: usd(2000) }]);
    expect(request.tasks()).toEqual(['to-receive']);
  });
});

describe('a loan with the patron', () => {
  it('has two due dates: the lender’s, and the patron’s some working days before it', () => {
    const { last } = lent('TSU', '2025-11-03');
    expect([last.dueDate, last.patronDueDate]).toEqual(['2025-11-03', '2025-10-30']);
    // never before the day itself, however soon the lender wants it
    expect(lent('TSU', '2025-10-07').last.patronDueDate).toBe('2025-10-06');
    const generous = new SimulatedRequest({ graceDays: 5 })
      .decided(borrow(lender('TSU')))
      .says('loaned', { dueDate: '2025-11-03' });
    expect(generous.last.patronDueDate).toBe('2025-10-27');
  });

  it('is renewed when the lender says so, with both dates anew, several times', () => {
    const request = lent().patron({ on: 'renew', by: 'patron' });
    expect([request.told.at(-1), request.last.renewal, request.last.status]).toEqual(['TSU: Renew', 'asked', 'checked-out']);
    request.says('renewed', { dueDate: '2025-12-01' });
    expect(request.last).toMatchObject({ renewal: 'granted', renewals: 1, dueDate: '2025-12-01', patronDueDate: '2025-11-27' });
    expect(request.last.deadline).toBe('2025-11-28T06:00:00.000Z');
    request.staff('renew').says('renewed', { dueDate: '2025-12-29' }).staff('renew').says('renewed', { dueDate: '2026-01-26' });
    expect(refused(request, 'renew')).toMatchObject({ message: 'It has been renewed 3 times, the most this library allows.' });
    request.patron({ on: 'renew', by: 'patron' });
    expect(request.last.renewal).toBe('refused');
    expect(request.told.filter((said) => said === 'TSU: Renew')).toHaveLength(3);
  });

  it('is asked once at a time, and goes back on its day where the lender refuses or wants it back', () => {
    const request = lent().staff('renew');
    expect(refused(request, 'renew')).toMatchObject({ code: 'not-renewable', message: 'The lender has been asked already.' });
    request.says('renew-refused', { reason: 'Others wait for it' });
    expect(request.last).toMatchObject({ renewal: 'refused', dueDate: '2025-11-03' });
    request.says('recalled', { dueDate: '2025-10-15' });
    expect(request.last).toMatchObject({ recalled: true, dueDate: '2025-10-15', patronDueDate: '2025-10-10' });
    expect(request.tasks()).toEqual(['overdue']);
    expect(refused(request, 'renew')).toMatchObject({ message: 'The lender wants it back.' });
  });

  it('takes a later day the lender names without more ado for a renewal that was asked', () => {
    const request = lent().staff('renew').says('loaned', { dueDate: '2025-12-01' });
    expect(request.last).toMatchObject({ renewal: 'granted', renewals: 1, dueDate: '2025-12-01' });
    request.says('renewed', {});
    expect(request.tasks()).toContain('by-hand');
  });

  it('is renewed by hand where the lender is', () => {
    const request = asked('HFC').staff('asked-by-hand').staff('lender-shipped', { dueDate: '2025-11-03' });
    request.staff('receive').staff('check-out').staff('renew');
    expect(request.last.questions.at(-1)?.text).toBe('Tell HFC Library that the patron would like to keep it for longer.');
    expect(names(request)).toEqual(expect.arrayContaining(['lender-renewed', 'lender-refused-renewal']));
    request.staff('lender-renewed', { dueDate: '2025-12-01' });
    expect(request.last).toMatchObject({ dueDate: '2025-12-01', renewal: 'granted' });
    expect(request.last.questions.filter(({ id }) => id.startsWith('tell-Renew'))).toEqual([]);
  });

  it('is overdue once past the patron’s day, and lost when nobody brings it back: the lender is told and it waits to be settled', () => {
    const request = lent();
    request.passDeadline();
    expect([request.at.slice(0, 10), request.last.overdue, request.tasks()]).toEqual(['2025-10-31', true, ['overdue']]);
    while (request.last.status === 'checked-out') request.passDeadline();
    expect([request.last.status, request.told.at(-1), request.tasks()]).toEqual(['lost', 'TSU: Lost', ['lost']]);
    expect(request.process.status).toBe('finished');
    request.says('completed-without-return');
    expect(request.happened('closed')).toMatchObject([{ outcome: 'filled', cause: 'lost' }]);
  });

  it('that was given up for lost may be found, and what was declared too soon is taken back', () => {
    const request = lent().staff('lost', { reason: 'The patron says so.' }).staff('return', { damaged: true, note: 'wet' });
    expect([request.last.status, request.last.damaged, request.told.slice(-2)]).toEqual([
      'returned-by-patron',
      true,
      ['TSU: Lost', 'TSU: Notification'],
    ]);
    request.staff('ship-back', { carrier: 'UPS', tracking: '1Z', insuredFor: usd(8000) });
    expect(request.events(request.last.id, 'told').at(-1)?.note).toBe('UPS 1Z insured for $80; Damaged: wet');
    request.says('loan-completed');
    expect(request.happened('closed')).toMatchObject([{ cause: 'filled' }]);
    const undone = lent().staff('lost').staff('undo');
    expect([undone.last.status, undone.told.at(-1)]).toEqual(['checked-out', 'TSU: Notification']);
  });

  it('is settled by staff where the lender only says it in a letter', () => {
    const request = lent().staff('lost').staff('settle-loss', { note: 'Paid $40.' });
    expect([request.last.status, request.last.reason]).toEqual(['closed', 'Lost, and settled with the lender: Paid $40.']);
  });
});

describe('a parcel', () => {
  const volumes = (pieces: number) => {
    const all = wanted('loan');
    const more = { ...all, wishes: { ...all.wishes, pieces } };
    const outcome = borrow(lender('TSU'));
    return new SimulatedRequest().must({
      process: { on: 'decided', requestId: REQUEST, decisionId: REQUEST, outcome, wanted: more },
    });
  };

  it('with three of five volumes is a task until the rest has come', () => {
    const request = volumes(5).says('loaned').staff('receive', { pieces: 3 });
    expect([request.last.reason, request.tasks()]).toEqual(['3 of 5 pieces came.', ['to-notify', 'pieces-missing']]);
    request.staff('more-came', { pieces: 1 });
    expect(request.last.questions.map(({ text }) => text.slice(0, 19))).toEqual(['4 of 5 pieces came.']);
    request.staff('more-came', { pieces: 1 });
    expect([request.last.pieces, request.tasks(), names(request).includes('more-came')]).toEqual([5, ['to-notify'], false]);
    request.staff('check-out').staff('return').staff('ship-back', { pieces: 4 });
    expect([request.last.reason, request.tasks()]).toEqual(['4 of 5 pieces go back.', ['pieces-missing']]);
  });

  it('keeps what it arrived with: damage, restrictions, the customs line', () => {
    const request = asked('TSU').says('loaned', { loanConditions: ['LibraryUseOnly'] });
    request.staff('receive', { damaged: true, note: 'spine torn', restrictions: 'No renewals', customs: 'Book, 1, USD 20' });
    expect(request.last).toMatchObject({
      damaged: true,
      loanConditions: ['LibraryUseOnly', 'No renewals'],
      customs: 'Book, 1, USD 20',
    });
    expect(request.events(request.last.id, 'told').at(-1)).toMatchObject({
      said: 'Notification',
      note: 'It arrived damaged: spine torn',
    });
  });

  it('for what had ended is a second supply, announced or not', () => {
    const request = asked('TSU').says('unfilled', { reason: 'NotOnShelf' }).staff('receive');
    expect([request.attempts.map(({ status }) => status), request.tasks()]).toEqual([
      ['unfilled', 'received'],
      ['second-supply'],
    ]);
    request.staff('return-unused', { reason: 'One too many.' }).staff('ship-back');
    expect(request.last.status).toBe('shipped-back');
    // once it has a follower, what comes goes there
    expect(refused(request, 'receive')).toMatchObject({ code: 'conflict' });
  });
});

describe('undo', () => {
  it('says why it cannot be had, and what can be done instead', () => {
    const shipped = asked('ZZX').says('loaned', { cost: usd(2500) });
    expect(refused(shipped, 'undo')).toMatchObject({
      code: 'not-undoable',
      message: 'ZZX has sent it: that cannot be taken back. $25 stays charged until ZZX gives it back.',
      remedy: 'Ask for a refund (ask-refund); it then stands as asked for, not as given.',
    });
    const back = lent().staff('return').staff('ship-back');
    expect(refused(back, 'undo')).toMatchObject({ remedy: expect.stringContaining('write-lender') });
    expect(refused(asked('TSU').job('sent'), 'undo')).toMatchObject({ remedy: expect.stringMatching(/^Give up on it/) });
  });

  it('lets go of the next lender where it was sent back too soon', () => {
    const request = asked('TSU', 'CPL').says('loaned').staff('receive').staff('return-unused', { reason: 'Wrong edition.' });
    const [first] = request.attempts;
    expect(request.attempts.map(({ status }) => status)).toEqual(['returned-by-patron', 'planned']);
    request.staff('undo', {}, first!.id);
    expect([request.attempts.map(({ status }) => status), request.told.at(-1)]).toEqual([
      ['received', 'cancelling'],
      'CPL: Cancel',
    ]);
  });

  it('of money: a refund is asked for, and stands so until it is given', () => {
    const request = asked('ZZX')
      .says('loaned', { cost: usd(2500) })
      .staff('not-received');
    expect(request.last.charged).toEqual(usd(2500));
    request.staff('ask-refund', { reason: 'It never came.' });
    expect([request.last.refund, request.last.refunded, request.told.at(-1)]).toEqual(['asked', false, 'ZZX: Notification']);
    expect(refused(request, 'ask-refund', { reason: 'x' })).toMatchObject({ code: 'asked-already' });
    request.staff('refund-granted');
    expect([request.last.refund, request.last.refunded]).toEqual(['granted', true]);
    expect(refused(request, 'refund-granted')).toMatchObject({ code: 'not-asked' });
  });
});

describe('a condition', () => {
  const agreeing = (conditions: string[]) =>
    new SimulatedRequest().decided({ ...borrow(lender('ZZX', paid)), accepts: { upTo: usd(4000), conditions } } as never);

  it('is agreed to at once where the decision said so, in price and terms', () => {
    const request = agreeing(['LibraryUseOnly']).says('retry-possible', {
      offered: usd(4000),
      loanConditions: ['LibraryUseOnly'],
    });
    expect([request.last.status, request.told, request.tasks()]).toEqual(['asked', ['ZZX: Request', 'ZZX: Retry'], []]);
    expect(request.events(request.last.id, 'told').at(-1)).toMatchObject({
      maxCost: usd(4000),
      loanConditions: ['LibraryUseOnly'],
    });
    request.says('loaned', { cost: usd(4000) });
    expect(request.last.charged).toEqual(usd(4000));
  });

  it('waits for a person where it is dearer, other, or comes again and again', () => {
    expect(agreeing([]).says('retry-possible', { offered: usd(4100) }).last.status).toBe('conditional');
    expect(agreeing([]).says('retry-possible', { loanConditions: ['SignatureRequired'] }).last.status).toBe('conditional');
    const stubborn = agreeing([]);
    for (let times = 0; times < 5; times += 1) stubborn.says('retry-possible', { offered: usd(3500) });
    expect(stubborn.last.status).toBe('conditional');
  });
});

describe('what a lender says late', () => {
  it('of a loan that has gone back or never came is for a person, once', () => {
    const request = asked('TSU').says('loaned').staff('not-received');
    request
      .says('overdue', { note: 'Where is it?' })
      .says('overdue')
      .says('completed-without-return', { cost: usd(6000) });
    expect(request.last.questions.map(({ kind, text }) => [kind, text])).toEqual([
      ['by-hand', 'TSU Library says "overdue"; it never arrived here. Settle it with them. Where is it?'],
      ['by-hand', 'TSU Library says "completed without return" and asks $60; it never arrived here. Settle it with them.'],
    ]);
  });
  it('under the number before our Retry is old: it has the Retry still to answer', () => {
    const request = asked('ZZX')
      .says('retry-possible', { offered: usd(3000) })
      .staff('accept-condition', { maxCost: usd(3000) });
    const [first, second] = request.last.requestIds;
    request.says('unfilled', { requestId: first! });
    expect(request.last.status).toBe('asked');
    request.says('unfilled', { requestId: second! });
    expect(request.last.status).toBe('unfilled');
  });
  it('as a yes, with the parcel here already, changes nothing', () => {
    const request = asked('TSU').staff('receive').says('will-supply');
    expect([request.last.status, request.tasks()]).toEqual(['received', ['to-notify']]);
  });
});

describe('what OCLC settles', () => {
  const ask = (limits = {}) => new SimulatedRequest(limits).decided(borrow(lender('ZZX', paid)));
  const charged = (request: SimulatedRequest) => request.events(request.last.id, 'charged').map(({ amount }) => amount);
  const onReceipt = { chargedOnReceipt: true };

  it('is charged once its lender has shipped it, or once it is here where the library has it so', () => {
    expect(charged(ask().says('loaned', { dueDate: '2025-11-03', cost: usd(2500) }))).toEqual([usd(2500)]);
    const later = ask(onReceipt).says('loaned', { dueDate: '2025-11-03', cost: usd(2500) });
    expect(charged(later)).toEqual([]);
    expect(charged(later.staff('receive'))).toEqual([usd(2500)]);
    expect(charged(later.says('loaned', { dueDate: '2025-11-03', cost: usd(2500) }).staff('notify'))).toEqual([usd(2500)]);
  });

  it('is not charged for what never arrives; what was agreed counts where its lender says nothing', () => {
    const lost = ask(onReceipt).says('loaned', { dueDate: '2025-11-03' });
    expect(charged(lost.staff('not-received', { reason: 'Lost in the post' }))).toEqual([]);
    expect(charged(ask(onReceipt).says('loaned', { dueDate: '2025-11-03' }).staff('receive'))).toEqual([usd(3000)]);
    const dear = ask(onReceipt)
      .says('loaned', { dueDate: '2025-11-03', cost: usd(4000) })
      .staff('receive');
    expect([charged(dear), dear.tasks().includes('cost-over-maximum')]).toEqual([[], true]);
  });

  it('is otherwise charged as ever: a free member, an invoice', () => {
    const noIfm = new SimulatedRequest(onReceipt).decided(borrow(lender('ZZX', { ...paid, notInIfm: ['lender'] })));
    expect(charged(noIfm.says('loaned', { dueDate: '2025-11-03', cost: usd(2500) }))).toEqual([usd(2500)]);
    const invoiced = new SimulatedRequest(onReceipt).decided(borrow(lender('ZZY', { ...paid, settledBy: 'invoice' })));
    expect(charged(invoiced.says('loaned', { dueDate: '2025-11-03', cost: usd(2500) }))).toEqual([usd(2500)]);
  });
});

describe('a loan from abroad, paid with vouchers', () => {
  const worth = { minor: 800, currency: 'EUR' };
  const vouchers = { promise: '0199b000-0000-7000-8000-00000000dcba', halves: 2 };
  const request = () =>
    new SimulatedRequest().decided(
      borrow(lender('UBA', { settledBy: 'vouchers', vouchers, expectedCost: worth, maxCost: worth })),
    );
  const givenBack = (one: SimulatedRequest) => one.events(one.last.id, 'fund-given-back').map(({ reservation }) => reservation);

  it('is charged once it comes, at what the vouchers are worth; they stay promised', () => {
    const came = request().says('loaned', { dueDate: '2025-12-01' });
    expect([came.last.charged, givenBack(came)]).toEqual([worth, []]);
    const dear = request().says('loaned', { dueDate: '2025-12-01', cost: { minor: 1600, currency: 'EUR' } });
    expect([dear.last.charged, dear.tasks()]).toEqual([undefined, ['to-receive', 'cost-over-maximum']]);
  });

  it.each(['unfilled', 'cancelled'])('frees them where it comes to nothing: %s', (said) => {
    expect(givenBack(request().says(said, { reason: 'On loan' }))).toEqual([vouchers.promise]);
  });
});
