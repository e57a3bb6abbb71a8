import { DEMO_START } from './clock.ts';
import { loadData, loadRequests } from './data.ts';
import { variant } from './variants.ts';

describe('variants of the demo', () => {
  it('are the same for the same seed, and leave the demo as it is', () => {
    const before = JSON.stringify(loadData());
    expect(variant(5)).toEqual(variant(5));
    expect(JSON.stringify(loadData())).toBe(before);
  });
  it('differ, and cover what they are to cover', () => {
    const all = Array.from({ length: 60 }, (_, index) => variant(index + 1));
    expect(new Set(all.map((one) => JSON.stringify(one.data))).size).toBe(60);
    const said = all.flatMap((one) => one.changes).join('\n');
    for (const kind of [
      'starts on',
      'checked-out until',
      'missing',
      'no longer has',
      'prohibited',
      'title list',
      'submittedVersion',
    ])
      expect(said).toContain(kind);
    for (const kind of ['silent', 'late', 'suspended', 'fund: 0', 'half-vouchers: 1', 'not sold', 'wanted by', 'is blocked'])
      expect(said).toContain(kind);
    expect(new Set(all.map((one) => one.start)).size).toBeGreaterThan(3);
    expect(all.some((one) => one.start === DEMO_START)).toBe(true);
  });
  it('change facts and dates of the requests, never what is asked for', () => {
    const { requests } = variant(9);
    const asked = (rows: typeof requests) => rows.map((row) => ({ ...row, NotWantedAfter: '' }));
    expect(asked(requests)).toEqual(asked(loadRequests()));
  });
});
