import type { LenderToAsk } from '#lib/contracts';
import { borrow, buy, lender, usd } from '../__fixtures__/samples.ts';
import { SimulatedRequest } from '../__fixtures__/simulated-request.ts';

const FLAT = { flat: usd(300), most: usd(1000) };
const PASSED_ON = { flat: usd(0), bears: usd(1500), most: usd(2000) };
const OUTSIDE = { settledBy: 'OCLC', expectedCost: usd(3000), maxCost: usd(3000) } as const;
const asked = (more: Partial<LenderToAsk>, options = {}) =>
  new SimulatedRequest(options).decided(borrow(lender('TSU', { fee: FLAT, ...more })));
/** Amounts as they became owed, and what was taken back. */
const fees = (request: SimulatedRequest, id = request.last.id): (number | string)[] => [
  ...request.events(id, 'fee-owed').map(({ amount }) => amount.minor),
  ...request.events(id, 'fee-taken-back').map(() => 'back'),
];

describe('what the patron pays', () => {
  it('is owed once it was sent, once, also where its lender asks nothing', () => {
    const request = asked({});
    expect(fees(request)).toEqual([]);
    request.says('loaned', { dueDate: '2025-11-03' });
    expect(fees(request)).toEqual([300]);
    request.says('loaned', { dueDate: '2025-11-03' }).staff('receive').staff('notify').staff('check-out').staff('return');
    request.staff('ship-back').says('loan-completed');
    expect([request.last.status, fees(request)]).toEqual(['closed', [300]]);
  });

  it('is nothing where nothing was agreed to', () => {
    const request = new SimulatedRequest().decided(borrow(lender('TSU'))).says('loaned', { dueDate: '2025-11-03' });
    expect(fees(request)).toEqual([]);
  });

  it('passes on what was charged above what the library bears, and never more than was agreed to', () => {
    const charging = (minor: number) =>
      asked({ ...OUTSIDE, fee: PASSED_ON, maxCost: usd(9000) }).says('loaned', { dueDate: '2025-11-03', cost: usd(minor) });
    expect(fees(charging(2000))).toEqual([500]);
    expect(fees(charging(1500))).toEqual([]);
    expect(fees(charging(9000))).toEqual([2000]);
  });

  it('is priced by what was agreed where the lender asks more than it may: that is not posted either', () => {
    const request = asked({ ...OUTSIDE, fee: PASSED_ON }).says('loaned', { dueDate: '2025-11-03', cost: usd(9000) });
    expect([request.tasks().includes('cost-over-maximum'), fees(request)]).toEqual([true, []]);
    request.staff('receive');
    expect(fees(request)).toEqual([]);
  });

  it('waits for the charge where OCLC’s counts on receipt', () => {
    const request = asked({ ...OUTSIDE, fee: PASSED_ON }, { chargedOnReceipt: true });
    request.says('loaned', { dueDate: '2025-11-03', cost: usd(2000) });
    expect(fees(request)).toEqual([]);
    request.staff('receive');
    expect(fees(request)).toEqual([500]);
  });

  it.each([
    ['it never came', (request: SimulatedRequest) => request.staff('not-received')],
    [
      'it is not what was asked for',
      (request: SimulatedRequest) => request.staff('receive').staff('not-obtained', { reason: 'wrong-item' }),
    ],
    ['its cost was given back', (request: SimulatedRequest) => request.staff('ask-refund').staff('refund-granted')],
    ['it goes back unused', (request: SimulatedRequest) => request.staff('receive').staff('return-unused', { reason: 'Torn' })],
  ])('is taken back where %s', (_, happens) => {
    const request = asked(OUTSIDE).says('loaned', { dueDate: '2025-11-03', cost: usd(1000) });
    const { id } = request.last;
    expect(fees(request, id)).toEqual([300]);
    happens(request);
    expect(fees(request, id)).toEqual([300, 'back']);
  });

  it('is owed again where that is taken back', () => {
    const request = asked({}).says('loaned', { dueDate: '2025-11-03' }).staff('receive');
    const { id } = request.last;
    request.staff('return-unused', { reason: 'Torn' }).staff('undo', {}, id);
    expect(fees(request, id)).toEqual([300, 300, 'back']);
  });

  it('stays owed where the patron does not pick it up, or loses it', () => {
    const here = () => asked({}).says('loaned', { dueDate: '2025-11-03' }).staff('receive').staff('notify');
    expect(fees(here().staff('no-show'))).toEqual([300]);
    expect(fees(here().staff('check-out').staff('lost').staff('settle-loss', { note: 'Paid.' }))).toEqual([300]);
  });

  it('is owed for a copy that is bought with its order, and taken back with it', () => {
    const request = new SimulatedRequest().decided({ ...buy('copy', false), fee: { flat: usd(200), most: usd(200) } } as never);
    const { id } = request.last;
    request.do({ attempt: id, command: { on: 'order-confirmed', by: 'system', orderNumber: 'O-1', price: usd(2400) } as never });
    expect(fees(request, id)).toEqual([200]);
    request.do({ attempt: id, command: { on: 'order-cancelled', by: 'staff', reason: 'Sold out' } as never });
    expect(fees(request, id)).toEqual([200, 'back']);
  });
});
