import type { Problem } from '#lib/contracts';
import { ApiError, fieldErrors, mayPass, messageKey, OfflineError } from './problems.ts';

const problem = (more: Partial<Problem> = {}): Problem => ({
  type: 'about:blank',
  title: 'Unprocessable',
  status: 422,
  code: 'invalid',
  detail: 'Something is wrong.',
  ...more,
});

describe('what went wrong', () => {
  it.each([
    [new OfflineError(), 'error.offline', true],
    [new ApiError(500, undefined), 'error.server', true],
    [new ApiError(503, problem()), 'error.server', true],
    [new ApiError(429, undefined), 'error.tooMany', true],
    [new ApiError(401, undefined), 'error.signedOut', false],
    [new ApiError(403, undefined), 'error.forbidden', false],
    [new ApiError(404, undefined), 'error.notFound', false],
    [new ApiError(422, problem()), 'error.refused', false],
    [new TypeError('x is not a function'), 'error.unexpected', false],
  ])('%s', (error, key, again) => {
    expect(messageKey(error)).toBe(key);
    expect(mayPass(error)).toBe(again);
  });

  it('stands at its fields, with the remedy', () => {
    const errors = [
      { code: 'a', field: 'citation.doi', message: '"x" is no DOI.', remedy: 'Write 10.1234/…' },
      { code: 'b', field: '$.lenders[0]', message: 'Unknown.' },
      { code: 'c', message: 'Nowhere in particular.' },
    ];
    expect(fieldErrors(new ApiError(400, problem({ errors })))).toEqual({
      doi: '"x" is no DOI. Write 10.1234/…',
      lenders: 'Unknown.',
    });
    expect(fieldErrors(new ApiError(422, problem({ field: 'to', remedy: 'Exchange them.' })))).toEqual({
      to: 'Something is wrong. Exchange them.',
    });
    expect(fieldErrors(new OfflineError())).toEqual({});
  });
});
