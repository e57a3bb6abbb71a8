import fc from 'fast-check';
import { openOf, pay, paymentEntry, takeBack, type Payable } from './payments.ts';

const of = (toPay: number, ...paid: readonly [number, string?][]): Payable => ({
  payee: 'ZZX',
  number: '118',
  currency: 'USD',
  toPay,
  payments: paid.map(([minor, takenBack], n) => ({
    minor,
    on: '2025-10-06',
    reference: `SEPA ${n}`,
    entry: `e-${n}`,
    ...(takenBack ? { takenBack } : {}),
  })),
});
const paying = (minor?: number, reference = 'SEPA 9') => ({ minor, on: '2025-10-06', reference, entry: 'e-9' });
const code = (done: { ok: boolean; error?: { code: string; field?: string } }) =>
  done.ok ? 'ok' : [done.error!.code, done.error!.field].filter(Boolean).join(' ');

describe('paying an invoice that came', () => {
  it.each<[string, Payable, number | undefined, string | undefined, string]>([
    ['all of it', of(1500), undefined, undefined, 'ok'],
    ['a part', of(1500), 700, undefined, 'ok'],
    ['the rest', of(1500, [700]), undefined, undefined, 'ok'],
    ['more than is open', of(1500, [700]), 801, undefined, 'wrong-amount minor'],
    ['back what is asked', of(1500), -1, undefined, 'wrong-amount minor'],
    ['what they give back', of(-300), -300, undefined, 'ok'],
    ['what is paid', of(1500, [1500]), undefined, undefined, 'already-paid'],
    ['the same once more', of(1500, [1500]), undefined, 'SEPA 0', 'ok'],
    ['the same part once more', of(1500, [700]), 700, 'SEPA 0', 'ok'],
    ['what was taken back', of(1500, [1500, 'Another invoice']), undefined, 'SEPA 0', 'ok'],
    ['nothing', of(0), undefined, undefined, 'nothing-to-pay'],
  ])('%s', (_, invoice, minor, reference, expected) => {
    expect(code(pay(invoice, paying(minor, reference)))).toBe(expected);
  });

  it('tells each payment apart, so that none is posted twice', () => {
    const { payments } = of(1500, [700], [800]);
    expect(payments.map((one, n) => paymentEntry(of(1500), one, n).purpose)).toEqual(['paid', 'paid:1']);
    expect(code(takeBack(of(1500), 0, 'x'))).toBe('not-found');
  });

  it('never comes to more than is to be paid, whatever is said in whatever order', () => {
    const said = fc.record({
      what: fc.constantFrom('pay', 'back'),
      minor: fc.option(fc.integer({ min: -50, max: 400 })),
      nth: fc.nat(4),
    });
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 600 }), fc.array(said, { maxLength: 20 }), (toPay, all) => {
        let invoice = of(toPay);
        for (const { what, minor, nth } of all) {
          const done =
            what === 'pay' ? pay(invoice, paying(minor ?? undefined, `SEPA ${nth}`)) : takeBack(invoice, nth, 'Noted wrongly');
          if (done.ok) invoice = { ...invoice, payments: done.value };
          expect(openOf(invoice)).toBeGreaterThanOrEqual(0);
          expect(openOf(invoice)).toBeLessThanOrEqual(toPay);
        }
      }),
    );
  });
});
