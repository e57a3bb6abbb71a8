import { defineKind } from './define.ts';
import { ScoreEvent } from './score.ts';

export const lenderRanking = defineKind({
  question: 'Which lender is asked first, which next?',
  asked: 'Sourcing, for every lender left, whenever a rule of the sourcing policy borrows.',
  hitPolicy: 'score',
  event: ScoreEvent,
  otherwise: ScoreEvent,
  lookups: ['request', 'lender'],
  candidate: 'lender',
});
