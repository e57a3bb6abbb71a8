import { RejectionError, type Rejection } from '#lib/kernel';

/** A rejection whose HTTP status the thrower knows better than its code tells. */
export class HttpRejection extends RejectionError {
  readonly status: number;

  constructor(status: number, rejection: Rejection) {
    super(rejection);
    this.name = 'HttpRejection';
    this.status = status;
  }
}

/** `throw httpRejection(404, reject('no-such-request', …))`. */
export const httpRejection = (status: number, rejection: Rejection): HttpRejection => new HttpRejection(status, rejection);

/** What codes mean in HTTP; the first that fits. Whatever fits none is understood and refused: 422. */
const BY_CODE: readonly [pattern: RegExp, status: number][] = [
  [/^(sign-in-needed|wrong-password|wrong-code|second-factor-(needed|to-set-up))$/, 401],
  [/^(forbidden|not-yours)\b/, 403],
  [/^(not-found|no-such-)/, 404],
  [/^(conflict|already-|version-|changed-)/, 409],
  [/^too-large/, 413],
  [/^too-many/, 429],
  [/^unreachable-/, 503],
  [/^malformed-/, 400],
];

/** RFC 9110 §15. */
export const statusOf = (rejection: Rejection): number => BY_CODE.find(([pattern]) => pattern.test(rejection.code))?.[1] ?? 422;
