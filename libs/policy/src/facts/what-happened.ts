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
    'shelf-ends': 'it waits to be picked up',
    'link-ends': 'its link is there for a time',
    'not-picked-up': 'it was not picked up',
    due: 'it is due back',
    renewed: 'the loan was renewed',
    'renewal-refused': 'the loan could not be renewed',
    recalled: 'it was recalled',
    lost: 'it was lost while the patron had it',
    'not-obtained': 'the patron could not get it',
    cancelled: 'the request was cancelled',
    unfilled: 'it could not be had',
    declined: 'it was declined',
    told: 'the patron was told why not',
    merged: 'it was merged with an earlier request',
  },
  label: 'what happened',
  meaning:
    'The request came in; the patron was asked or has not answered yet; the thing arrived, was delivered, waits on the hold shelf or was not picked up, its link is about to end, it is due, was renewed or could not be, was recalled or lost; the patron could not get it; the request was cancelled, declined, merged, or could not be filled.',
  from: ['happening'],
  derive: (look) => look('happening').what,
});
