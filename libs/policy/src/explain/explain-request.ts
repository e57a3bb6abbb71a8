import type { DecidedRequest } from '../ask/decide.ts';
import { explain, type Explanation } from './explain.ts';

/** Explains how a request was decided, with what other policies said on the way. For page, API, Excel and command line alike. */
export function explainRequest(
  { compiled, facts, decided, consulted }: Pick<DecidedRequest, 'compiled' | 'facts' | 'decided' | 'consulted'>,
  time?: (at: string) => string,
): Explanation {
  const explanation = explain(compiled, facts, decided, time);
  // what let the request pass says nothing that anybody would ask about
  const asked = consulted.filter((one) => one.rule !== undefined).flatMap((one) => one.lines);
  return { ...explanation, because: [...explanation.because, ...asked] };
}
