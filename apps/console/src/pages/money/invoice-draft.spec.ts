import type { Invoice } from '../../api/invoices.ts';
import { addressOf, faultsIn, saidIn, startOf, sumOf } from './invoice-draft.ts';

const common = { dueDays: 30, language: 'es', draftMonthly: false } as const;
const line = { key: 0, what: 'A lost map', amount: '40', reference: '', reason: 'It never came back' };
const filled = { ...startOf(common, undefined), debtor: ' ZZX ', lines: [line] };

describe('an invoice in the form', () => {
  it('begins with what the library’s invoices have in common', () => {
    expect(startOf(common, undefined)).toMatchObject({ dueDays: '30', language: 'es', currency: 'USD', lines: [{ key: 0 }] });
  });

  it('says its amounts in units of the currency, and sends them in minor units', () => {
    expect(sumOf({ ...filled, currency: 'JPY' })).toBe(40);
    expect(saidIn(filled)).toEqual({
      debtor: 'ZZX',
      currency: 'USD',
      language: 'es',
      dueDays: 30,
      lines: [{ what: 'A lost map', minor: 4000, reason: 'It never came back' }],
    });
  });

  it('is the same again when a draft is opened and saved untouched', () => {
    const said = { ...saidIn(filled), address: 'Zeta College\nOne Road', note: 'Thank you' };
    const saved = {
      ...said,
      total: { minor: 4000, currency: 'USD' },
      lines: said.lines.map(({ minor, ...words }) => ({ ...words, amount: { minor, currency: 'USD' }, credited: false })),
    } as unknown as Invoice;
    expect(saidIn(startOf(common, saved))).toEqual(said);
  });

  it('names what is missing where the server would', () => {
    expect(faultsIn(startOf(common, undefined))).toEqual({
      debtor: 'fieldError.required',
      'lines.0.what': 'fieldError.required',
      'lines.0.minor': 'fieldError.noMoney',
      'lines.0.reason': 'fieldError.required',
    });
    expect(faultsIn({ ...filled, lines: [{ ...line, amount: '0' }] })).toEqual({ 'lines.0.minor': 'fieldError.noMoney' });
    // what was lent needs no reason
    expect(faultsIn({ ...filled, lines: [{ ...line, reason: '', lent: 'x' }] })).toEqual({});
  });

  it('goes to a partner’s own address', () => {
    expect(addressOf({ name: 'Zeta College', postalAddress: 'One Road' } as never)).toBe('Zeta College\nOne Road');
    expect(addressOf({ name: 'Zeta College' } as never)).toBe('Zeta College');
  });
});
