import fc from 'fast-check';
import { reject, RejectionError, unwrap } from './rejection.ts';
import { err, ok } from './result.ts';

describe('a result', () => {
  it('carries any value, or any reason', () => {
    fc.assert(
      fc.property(fc.anything(), (value) => {
        expect(ok(value)).toEqual({ ok: true, value });
        expect(err(value)).toEqual({ ok: false, error: value });
      }),
    );
  });

  it('is taken out, or its rejection thrown whole', () => {
    expect(unwrap(ok(7))).toBe(7);
    const rejection = reject('unknown-library', 'There is no library "XYZ".', { field: 'library', remedy: 'Correct it' });
    expect(() => unwrap(err(rejection))).toThrow(new RejectionError(rejection));
    expect(() => unwrap(err(rejection))).toThrow(expect.objectContaining({ name: 'RejectionError', rejection }) as Error);
  });
});
