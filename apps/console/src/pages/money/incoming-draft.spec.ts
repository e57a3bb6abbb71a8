import { faultsInHead, faultsInLines, headOf, leftOf, lineFrom, lineOf, START } from './incoming-draft.ts';

const head = { ...START, payee: ' ZZX ', number: '118', date: '2025-10-06' };
const awaited = {
  charge: 'c',
  requestId: 'r',
  payee: 'ZZX',
  since: '2025-10-01T00:00:00.000Z',
  open: { minor: -1500, currency: 'USD' },
};

describe('an invoice that came, in the form', () => {
  it('says its amounts in units of the currency, below zero where something is given back', () => {
    const line = { key: 0, ...lineFrom(awaited) };
    expect(line.amount).toBe('-15.00');
    expect(lineOf(line, 'USD')).toEqual({ minor: -1500, requestId: 'r' });
    expect(headOf({ ...head, total: '-15' })).toEqual({
      payee: 'ZZX',
      number: '118',
      date: '2025-10-06',
      currency: 'USD',
      total: -1500,
    });
    expect(headOf(head)).not.toHaveProperty('total');
  });

  it('names what is missing, and amounts that are none', () => {
    expect(faultsInHead(START)).toEqual({
      payee: 'fieldError.required',
      number: 'fieldError.required',
      date: 'fieldError.required',
    });
    expect(faultsInHead({ ...head, total: 'all' })).toEqual({ total: 'fieldError.noMoney' });
    const lines = ['15', '0', ''].map((amount, key) => ({ key, amount, reference: '', what: '' }));
    expect(Object.keys(faultsInLines(lines, 'USD'))).toEqual(['lines.1.minor', 'lines.2.minor']);
  });

  it('offers what its payee is expected to ask, once', () => {
    expect(leftOf([awaited], 'zzx', [])).toEqual([awaited]);
    expect(leftOf([awaited], 'ZZY', [])).toEqual([]);
    expect(leftOf([awaited], 'ZZX', [{ key: 0, ...lineFrom(awaited) }])).toEqual([]);
  });
});
