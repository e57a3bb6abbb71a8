import type { DecidedRequest } from '../ask/decide.ts';
import { catalog } from '../catalog/catalog.ts';
import { explain, type Explanation } from './explain.ts';
import { grounds } from './nearest.ts';

/** Explains how a request was decided, with what other policies said on the way. For page, API, Excel and command line alike. */
export function explainRequest(
  { compiled, facts, decided, consulted }: Pick<DecidedRequest, 'compiled' | 'facts' | 'decided' | 'consulted'>,
  time?: (at: string) => string,
): Explanation {
  const explanation = explain(compiled, facts, decided, time);
  const deciding = decided.trace.find((one) => one.outcome === 'decided');
  const rests = new Set(
    deciding ? grounds(deciding.conditions).flatMap((leaf) => catalog.get(leaf.fact.split('(')[0]!)?.from ?? []) : [],
  );
  // of what other policies said, that on which the decision rests, and in which order it is carried out
  const asked = consulted
    .filter((one) => one.kind === 'lender-ranking' || (one.as && rests.has(one.as)))
    .flatMap((one) => one.lines);
  return { ...explanation, because: [...explanation.because, ...asked] };
}
