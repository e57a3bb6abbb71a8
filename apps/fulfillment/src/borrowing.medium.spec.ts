import { randomUUID } from 'node:crypto';
import { NotObtained, PartnerChanged, RenewalAsked } from '#lib/contracts';
import { outside } from './__fixtures__/outside.ts';
import { borrow, lender, usd } from './__fixtures__/samples.ts';

const jacobs = { title: 'The Death and Life of Great American Cities', isbn: ['9780679741954'] };
const needham = { title: 'Science and Civilisation in China', volume: '3', year: 1959, isbn: ['9780521058018'] };

describe('borrowing from the world', () => {
  const out = outside();

  it('asks the second lender when the first has it not on the shelf, and sees the loan through to its return', async () => {
    const id = await out.decided('BLL', borrow(lender('HFC'), lender('TSU')), jacobs);
    await out.until(id, 'asked');
    await out.hours(9);
    await out.until(id, 'unfilled', 'asked');
    await out.hours(9);
    await out.until(id, 'unfilled', 'will-supply');
    await out.hours(26);
    const [, loan] = await out.until(id, 'unfilled', 'shipped');
    expect(loan).toMatchObject({
      position: 2,
      of: 2,
      dueDate: expect.stringMatching(/^2025-11-/),
      lenderRequestId: expect.any(String),
    });
    expect((await out.tasks('BLL', id)).map(({ kind }) => kind)).toEqual(['to-receive']);
    await out.do('BLL', id, 'receive', { pieces: 1 });
    await out.do('BLL', id, 'undo');
    await out.do('BLL', id, 'receive', { pieces: 1 });
    await out.do('BLL', id, 'notify');
    await out.do('BLL', id, 'check-out');
    await out.do('BLL', id, 'return');
    await out.do('BLL', id, 'ship-back', { carrier: 'UPS', tracking: '1Z5R89390357567127' });
    await out.until(id, 'unfilled', 'shipped-back');
    await out.hours(80);
    await out.until(id, 'unfilled', 'closed');
    const told = await out.told('BLL', id);
    expect(
      told.map(({ type }) => type.replace(/^fulfillment\.|\.v1$/g, '')).filter((type) => !type.startsWith('attempt')),
    ).toEqual(['request-finished', 'request-closed']);
    const steps = told
      .filter(({ type, subject }) => type.includes('advanced') && subject === loan!.id)
      .map(({ data }) => data['status']);
    expect(steps).toEqual([
      'asked', 'will-supply', 'shipped', 'received', 'shipped', 'received', 'patron-notified', 'checked-out', 'returned-by-patron', 'shipped-back', 'closed',
    ]); // prettier-ignore
    expect(told.find(({ data }) => data['status'] === 'unfilled')?.data).toMatchObject({
      supplier: 'HFC',
      reason: 'Not on shelf',
    });
    // each message's sequence is its step's
    const sequences = told.filter(({ subject }) => subject === loan!.id).map(({ sequence }) => sequence);
    expect(sequences).toEqual(sequences.toSorted((a, b) => a - b));
    // Received went out once, though it was received twice
    const heard = (await out.journal('service=iso18626&types=asked')).filter(({ key }) => key === loan!.id);
    expect(heard.map(({ kind }) => kind)).toEqual(['request', 'Received', 'ShippedReturn']);
  });

  it('is asked by hand with what to paste into the system in which the lender is asked', async () => {
    await out.put('BLL', PartnerChanged, randomUUID(), {
      symbol: 'MED',
      name: 'A medical library',
      member: false,
      country: 'US',
      channel: 'by-hand',
      where: 'ILLiad',
      settledBy: 'OCLC',
      loansOpen: true,
      lendsAv: false,
      daysToRespond: { loan: 4, copy: 2 },
      lastResort: false,
      active: true,
    });
    const id = await out.decided('BLL', borrow(lender('MED', { member: false })), jacobs);
    await out.until(id, 'planned');
    const [task] = await out.tasks('BLL', id);
    expect(task).toMatchObject({ kind: 'ask-by-hand', paste: { where: 'ILLiad' } });
    expect(task!.paste!.fields).toEqual(
      expect.arrayContaining([
        { name: 'LoanTitle', value: jacobs.title },
        { name: 'ISSN', value: jacobs.isbn[0] },
        { name: 'LendingString', value: 'MED' },
      ]),
    );
  });

  it('lets staff raise the maximum when the lender asks for more, and expects the line at OCLC', async () => {
    const paid = { settledBy: 'OCLC', notInIfm: ['lender'], member: false, expectedCost: usd(3000), maxCost: usd(3000) };
    const id = await out.decided('TSU', { ...borrow(lender('ZZX', paid as never)), mayRaiseTo: usd(4500) } as never, needham);
    await out.until(id, 'asked');
    await out.hours(9);
    await out.until(id, 'conditional');
    const [task] = await out.tasks('TSU', id);
    expect(task).toMatchObject({ kind: 'conditional', reason: 'ZZX asks $40.', supplier: 'ZZX' });
    const [accept] = task!.actions;
    expect(accept).toMatchObject({
      name: 'accept-condition',
      primary: true,
      fields: [{ name: 'maxCost', kind: 'money', value: usd(4000) }],
    });
    const tooMuch = await out.post('TSU', accept!.path, { maxCost: usd(5000) });
    expect([tooMuch.status, tooMuch.body.code, tooMuch.body.field]).toEqual([422, 'over-limit', 'maxCost']);
    await out.do('TSU', id, 'accept-condition', { maxCost: usd(4000) });
    await out.until(id, 'asked');
    await out.hours(9);
    await out.until(id, 'will-supply');
    await out.hours(30);
    await out.until(id, 'shipped');
    const cost = (await out.told('TSU', id)).filter(({ type }) => type.includes('cost-incurred'));
    expect(cost.map(({ data }) => data)).toEqual([
      {
        requestId: id,
        kind: 'borrow',
        what: 'loan',
        payee: 'ZZX',
        amount: usd(4000),
        settledBy: 'OCLC',
        notInIfm: ['lender'],
        lender: { country: 'US' },
        daysLeft: null,
        // the lender's own number, as it told it
        reference: expect.stringMatching(/./),
      },
    ]);
  });

  it('takes a copy with its link, and closes', async () => {
    const article = { kind: 'article', title: 'Mutual Aid', container: 'Econometrica', issn: ['0012-9682'], year: 1979 };
    await out.control('facts', { table: 'behaviors', insert: { lender: 'CPL', answer: 'yes', service: 'Copy' } });
    const id = await out.decided('MGH', borrow(lender('CPL')), article, 'copy');
    await out.until(id, 'asked');
    await out.hours(9);
    await out.until(id, 'will-supply');
    await out.hours(30);
    const [copy] = await out.until(id, 'closed');
    expect(copy!.url).toMatch(/\/delivered\/iso18626\//);
    expect((await out.told('MGH', id)).map(({ type }) => type)).toContain('fulfillment.request-closed.v1');
  });

  it('gives a silent lender up after its days, Cancel before the next request; its late yes is a second supply', async () => {
    await out.control('facts', {
      table: 'behaviors',
      insert: { lender: 'CPL', service: 'Loan', answer: 'yes', answerHours: 70, expects: false, ignoresCancel: true },
    });
    const id = await out.decided('HFC', borrow(lender('CPL'), lender('TSU')), jacobs);
    await out.until(id, 'asked');
    await out.hours(49); // two working days
    const [first] = await out.until(id, 'cancelling', 'asked');
    const asked = (await out.journal('service=iso18626&types=asked')).slice(-3).map(({ kind, key }) => [kind, key === first!.id]);
    expect(asked).toEqual([
      ['request', true],
      ['Cancel', true],
      ['request', false],
    ]);
    await out.hours(9);
    await out.until(id, 'cancelling', 'will-supply');
    await out.hours(40);
    await out.until(id, 'shipped', 'shipped');
    const tasks = await out.tasks('HFC', id);
    expect(tasks.map(({ kind, supplier }) => [kind, supplier])).toEqual([['second-supply', 'CPL'], ['to-receive', 'TSU']]); // prettier-ignore
    const attempt = (action: string) =>
      out.post('HFC', `attempts/${first!.id}/${action}`, action === 'return-unused' ? { reason: 'One too many.' } : {});
    for (const action of ['receive', 'return-unused', 'ship-back']) expect((await attempt(action)).status).toBe(200);
    await out.hours(80);
    await out.until(id, 'closed', 'shipped');
  });

  it('reports to sourcing when everybody has said no', async () => {
    const tufte = { title: 'The Visual Display of Quantitative Information', isbn: ['9780961392147'] };
    await out.control('facts', {
      table: 'behaviors',
      insert: { lender: 'CPL', service: 'Loan', answer: 'by-holdings', answerHours: 2, ignoresCancel: false },
    });
    const id = await out.decided('LCC', borrow(lender('CPL'), lender('HFC'), lender('TSU')), tufte);
    for (const before of [[], ['unfilled'], ['unfilled', 'unfilled']]) {
      await out.until(id, ...before, 'asked');
      await out.hours(9);
    }
    await out.until(id, 'unfilled', 'unfilled', 'unfilled');
    const [exhausted] = (await out.told('LCC', id)).filter(({ type }) => type.includes('exhausted'));
    expect(exhausted!.data['tried']).toMatchObject([
      { supplier: 'CPL', reason: 'Not on shelf' },
      { supplier: 'HFC', reason: 'Not available for ILL' },
      { supplier: 'TSU', reason: 'Poor condition' },
    ]);
  });

  it('tells the lender that a request is cancelled, and closes when that is answered', async () => {
    const id = await out.decided('BLL', borrow(lender('TSU'), lender('CPL')), jacobs);
    await out.until(id, 'asked');
    await out.cancelled('BLL', id);
    await out.until(id, 'cancelled');
    expect(await out.processStatus(id)).toBe('closed');
    expect((await out.told('BLL', id)).at(-1)?.data).toEqual({
      outcome: 'cancelled',
      cause: 'cancelled',
      reason: 'No longer needed.',
    });
  });

  it('renews a loan at its lender, as the patron asks, and tells both due dates', async () => {
    const id = await out.decided('BLL', borrow(lender('TSU')), jacobs);
    await out.until(id, 'asked');
    await out.hours(40);
    const [sent] = await out.until(id, 'shipped');
    for (const step of ['receive', 'notify', 'check-out']) await out.do('BLL', id, step);
    await out.put('BLL', RenewalAsked, id, { by: 'patron' });
    const renewed = async (): Promise<Record<string, unknown>[]> =>
      (await out.told('BLL', id)).map(({ data }) => data).filter(({ renewal }) => renewal !== undefined);
    for (let tries = 0; tries < 300 && (await renewed()).length < 2; tries += 1) await out.world.settle();
    const [asked, granted] = await renewed();
    expect([asked!['renewal'], asked!['dueDate'], granted!['renewal']]).toEqual(['asked', sent!.dueDate, 'granted']);
    expect(String(granted!['dueDate']) > sent!.dueDate!).toBe(true);
    expect(String(granted!['patronDueDate']) < String(granted!['dueDate'])).toBe(true);
    const { body } = await out.get('BLL', `requests/${id}/attempts`);
    expect(body.attempts[0]).toMatchObject({ renewal: 'granted', renewals: 1, patronDueDate: granted!['patronDueDate'] });
  });

  it('asks for a copy once more where the patron says that it is no good, though the request had closed', async () => {
    const article = { kind: 'article', title: 'Mutual Aid', container: 'Econometrica', issn: ['0012-9682'], year: 1979 };
    const id = await out.decided('MGH', borrow(lender('CPL')), article, 'copy');
    await out.until(id, 'asked');
    await out.hours(40);
    await out.until(id, 'closed');
    await out.put('MGH', NotObtained, id, { by: 'staff', reason: 'bad-copy', note: 'Page 3 is missing.' });
    for (let tries = 0; tries < 300 && (await out.attempts(id)).length < 2; tries += 1) await out.world.settle();
    const [, again] = await out.attempts(id);
    expect(again).toMatchObject({ plan: { lender: { symbol: 'CPL' } }, again: { why: 'bad-copy' } });
    // by the way it was asked the first time, not by hand
    expect(again!.plan).toMatchObject({ lender: { channel: 'iso18626', address: expect.stringContaining('/iso18626/CPL') } });
    expect(await out.processStatus(id)).toBe('supplying');
    const said = (await out.told('MGH', id)).map(({ type }) => type).filter((type) => type.includes('.request-'));
    expect(said.slice(-3)).toEqual([
      'fulfillment.request-finished.v1',
      'fulfillment.request-closed.v1',
      'fulfillment.request-reopened.v1',
    ]);
  });
});
