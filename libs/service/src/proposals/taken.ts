import type { ProposalTaken } from '#lib/contracts';

/** Goes past Nest's own answer, whose status each route has fixed; the filter answers 202. */
export class Taken extends Error {
  constructor(readonly answer: ProposalTaken) {
    super('kept as a proposal');
  }
}
