import { HAPPENINGS } from '../lookups/index.ts';
import { defineFact } from '../catalog/define.ts';

export const whatHappened = defineFact({
  name: 'what-happened',
  type: 'choice',
  choices: HAPPENINGS,
  words: {
    received: 'the request came in',
    asked: 'the patron was asked',
    'still-unanswered': 'the patron has not answered yet',
    arrived: 'it arrived',
    delivered: 'it was delivered',
    due: 'it is due back',
    recalled: 'it was recalled',
    cancelled: 'the request was cancelled',
    unfilled: 'it could not be had',
    declined: 'it was declined',
    told: 'the patron was told why not',
    merged: 'it was merged with an earlier request',
  },
  label: 'what happened',
  meaning:
    'The request came in; the patron was asked or has not answered yet; the thing arrived, was delivered, is due, was recalled; the request was cancelled, declined, merged, or could not be filled.',
  from: ['happening'],
  derive: (look) => look('happening').what,
});
