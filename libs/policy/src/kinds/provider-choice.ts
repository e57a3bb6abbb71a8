import { defineKind } from './define.ts';
import { ScoreEvent } from './score.ts';

export const providerChoice = defineKind({
  question: 'From whom is a copy bought, where several offer it?',
  asked: 'Sourcing, over the quotes at hand, where a rule looks at the facts best-copy-source or best-copy-price.',
  hitPolicy: 'score',
  event: ScoreEvent,
  otherwise: ScoreEvent,
  lookups: ['request', 'quote', 'fund'],
  candidate: 'quote',
});
