import fc from 'fast-check';
import { codesOf, isbn13, plain, readScan } from './codes.ts';
import { numberOf, spaced, tailIn, tailOf } from './number.ts';
import { trackingIn } from './tracking.ts';
import { borrow, lender } from '../../__fixtures__/samples.ts';
import { SimulatedRequest } from '../../__fixtures__/simulated-request.ts';

const SIGNS = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

describe('the number on a band', () => {
  it('leads back to its id, spaced or not, in whatever case', () => {
    fc.assert(
      fc.property(fc.uuid(), (id) => {
        const number = numberOf(id);
        expect(number).toMatch(/^[0-9A-Z]{11}$/);
        expect(tailIn(number)).toBe(tailOf(id));
        expect(tailIn(spaced(number).toLowerCase())).toBe(tailOf(id));
      }),
    );
  });

  it('is refused with one sign wrong', () => {
    fc.assert(
      fc.property(fc.uuid(), fc.nat(10), fc.nat(31), (id, at, sign) => {
        const number = numberOf(id);
        fc.pre(number[at] !== SIGNS[sign]);
        expect(tailIn(number.slice(0, at) + SIGNS[sign]! + number.slice(at + 1))).toBeUndefined();
      }),
    );
  });

  it('is read with O for 0, and I or L for 1', () => {
    const id = '0199b000-0000-7000-8000-000000000001';
    const number = numberOf(id);
    expect(tailIn(number.replaceAll('0', 'O').replaceAll('1', 'l'))).toBe(tailOf(id));
  });
});

describe('a tracking number', () => {
  it.each([
    ['1Z5R89390357567127', 'UPS'],
    ['986578788855', 'FedEx'],
    ['RB123456785GB', 'post'],
    ['EA123456785US', 'USPS'],
    ['9400111899223197428497', 'USPS'],
    ['420606019400111899223197428497', 'USPS'],
  ])('%s is of %s', (number, carrier) => expect(trackingIn(number)?.carrier).toBe(carrier));

  it.each(['1Z5R89390357567128', '986578788856', 'RB123456786GB', '9400111899223197428498', '', '12345'])(
    '%s is of nobody: its check digit fails',
    (number) => expect(trackingIn(number)).toBeUndefined(),
  );

  it('is kept without the addressee’s ZIP code', () =>
    expect(readScan('4206060194001118 99223197428497').codes).toContain('9400111899223197428497'));

  it('of FedEx Ground counts its last 15 digits', () => {
    const withCheck = (digits: string): string => {
      const sum = digits
        .split('')
        .toReversed()
        .reduce((total, digit, at) => total + Number(digit) * (at % 2 === 0 ? 3 : 1), 0);
      return digits + String((10 - (sum % 10)) % 10);
    };
    const ground = withCheck('12345678901234');
    expect([trackingIn(ground)?.carrier, trackingIn(`9611020${ground}`)?.carrier]).toEqual(['FedEx', 'FedEx']);
  });
});

describe('what is scanned', () => {
  it('finds an attempt by any of its numbers', () => {
    const attempt = {
      ...new SimulatedRequest().decided(borrow(lender('TSU'))).last,
      tracking: '1Z 5R8 939 03 5756 7127',
      lenderRequestId: 'tsu-2025/118',
    };
    const codes = codesOf(attempt);
    const found = (scanned: string): boolean => readScan(scanned).codes.some((code) => codes.includes(code));
    const { id, requestId } = attempt;
    const all = [id, requestId, numberOf(id), spaced(numberOf(id)), '1z5r89390357567127', 'TSU-2025/118', '0-679-74195-X'];
    expect(all.filter((code) => !found(code))).toEqual([]);
    expect(found(numberOf('0199b000-0000-7000-8000-0000000000ff'))).toBe(false);
  });

  it('reads an ISBN of ten signs as one of thirteen', () => {
    expect(isbn13(plain('0-679-74195-X'))).toBe('9780679741954');
    expect(readScan('978-0-679-74195-4').kind).toBe('isbn');
  });

  it('is never longer than is looked up', () => {
    fc.assert(fc.property(fc.string({ maxLength: 5000 }), (text) => readScan(text).codes.every(({ length }) => length <= 100)));
  });
});
