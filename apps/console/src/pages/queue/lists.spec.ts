import type { Task } from '#lib/contracts';
import { grouped, listsOf, merged } from './lists.ts';

const task = (kind: string, since: string, service: Task['service'] = 'intake'): Task => ({
  id: `${kind}-${since}`,
  service,
  kind,
  requestId: '0199b000-0000-7000-8000-000000000001',
  library: 'TSU',
  title: 'A book',
  reason: 'It waits.',
  since,
  actions: [],
});
const counted = {
  lists: [
    { kind: 'to-return', count: 4 },
    { kind: 'to-receive', count: 1200 },
    { kind: 'news', count: 1 },
  ],
  total: 1205,
  branches: [],
  suppliers: [],
  services: [],
};

describe('the worklists of the page', () => {
  it('are counted by the server, or by what came, and stand in the order of the work', () => {
    const desk = [task('to-decide', '2025-10-06'), task('to-decide', '2025-10-07'), task('unknown-patron', '2025-10-06')];
    const groups = grouped(listsOf(counted, desk, true));
    expect(
      groups.map(([group, lists]) => [group, ...lists.map(({ kind, count, more }) => `${kind} ${count}${more ? '+' : ''}`)]),
    ).toEqual([
      ['decide', 'unknown-patron 1+', 'to-decide 2+'],
      ['desk', 'to-receive 1200', 'to-return 4'],
      ['other', 'news 1'],
    ]);
  });

  it('show the longest waiting first, and nothing before what is still to be fetched', () => {
    const paged = [task('to-receive', '2025-10-01', 'fulfillment'), task('to-receive', '2025-10-03', 'fulfillment')];
    const desk = [task('to-decide', '2025-10-02'), task('to-decide', '2025-10-05')];
    expect(merged(paged, desk, true).map(({ since }) => since)).toEqual(['2025-10-01', '2025-10-02', '2025-10-03']);
    expect(merged(paged, desk, false).map(({ since }) => since)).toEqual([
      '2025-10-01',
      '2025-10-02',
      '2025-10-03',
      '2025-10-05',
    ]);
  });
});
