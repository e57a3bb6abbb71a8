import { row, stays, table } from './table.ts';

/** An open copy or a licensed link: the patron has it as soon as it is decided. */
const handOver = (name: 'deliver' | 'link') =>
  table(
    name,
    'planned',
    { planned: 'system', delivered: 'system' },
    ['closed'],
    [
      row('planned', 'deliver', 'delivered'),
      row('planned', 'time-out', 'delivered'),
      row('delivered', 'close', 'closed'),
      row('delivered', 'time-out', 'closed'),
      ...stays(['closed'], 'not-obtained'),
    ],
  );
export const deliver = handOver('deliver');
export const link = handOver('link');

/** The library's own print: a hold placed in its system by NCIP; circulation gives it out. */
export const hold = table(
  'hold',
  'asked',
  { asked: 'system', 'hold-placed': 'patron', unsure: 'staff', cancelling: 'system' },
  ['unfilled', 'no-answer', 'cancelled', 'closed'],
  [
    row(['asked', 'unsure'], 'hold-placed', 'hold-placed'),
    row(['asked', 'unsure', 'hold-placed'], 'hold-refused', 'unfilled'),
    row('asked', 'doubt', 'unsure'),
    row('asked', 'time-out', 'unsure'),
    row('unsure', 'time-out', ['unsure', 'no-answer']),
    row('hold-placed', 'picked-up', 'closed'),
    row('hold-placed', 'not-obtained', 'unfilled'),
    ...stays(['closed'], 'not-obtained'),
    row('hold-placed', 'undo', 'cancelling'),
    row('hold-placed', 'time-out', 'closed'),
    row('asked', 'cancel', ['cancelling', 'cancelled']),
    row('hold-placed', 'cancel', 'cancelling'),
    row('unsure', 'cancel', 'cancelled'),
    // the job that placed it came through after all: now it is taken away again
    row('cancelling', 'hold-placed', 'cancelling'),
    row('cancelling', 'hold-refused', 'cancelled'),
    row('cancelling', 'hold-removed', 'cancelled'),
    row('cancelling', 'hold-kept', 'cancelled'),
    row('cancelling', 'doubt', 'cancelled'),
    row('cancelling', 'time-out', 'cancelled'),
    // what the library's system reports after we had ended it: something stands there for nobody
    ...stays(['unfilled', 'no-answer', 'cancelled'], 'hold-placed'),
    ...stays(['unfilled'], 'hold-kept'),
  ],
);

/** An article the library holds in print: staff scan it. */
export const scan = table(
  'scan',
  'planned',
  { planned: 'staff', delivered: 'system' },
  ['unfilled', 'cancelled', 'closed'],
  [
    row('planned', 'deliver', 'delivered'),
    row('planned', 'not-on-shelf', 'unfilled'),
    row('planned', 'cancel', 'cancelled'),
    row('planned', 'time-out', ['planned', 'unfilled']),
    row('delivered', 'close', 'closed'),
    row('delivered', 'time-out', 'closed'),
    ...stays(['closed'], 'not-obtained'),
  ],
);
