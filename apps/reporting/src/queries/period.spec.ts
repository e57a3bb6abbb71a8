import { periodOf } from './period.ts';

// 9 pm on Sunday in Chicago, Monday already in Universal Time
const now = new Date('2025-10-06T02:00:00Z');
const chicago = 'America/Chicago';

describe('the period of a report', () => {
  it('is this year so far by the library’s own calendar, where nothing is said', () => {
    expect(periodOf({}, now, chicago)).toEqual({ ok: true, value: { from: '2025-01-01', to: '2025-10-05', timeZone: chicago } });
    expect(periodOf({}, now, 'UTC')).toMatchObject({ value: { to: '2025-10-06' } });
  });

  it('is what was asked for, one day included', () => {
    expect(periodOf({ from: '2024-02-29', to: '2024-02-29' }, now, chicago)).toMatchObject({
      ok: true,
      value: { from: '2024-02-29' },
    });
  });

  it.each([
    [{ from: '2025-02-30' }, 'malformed-date', 'from'],
    [{ from: '06.10.2025' }, 'malformed-date', 'from'],
    [{ to: '2025-13-01' }, 'malformed-date', 'to'],
    [{ to: '' }, 'malformed-date', 'to'],
    [{ from: '2025-10-06', to: '2025-10-05' }, 'malformed-period', 'to'],
    [{ from: '1999-01-01', to: '2025-10-05' }, 'malformed-period', 'from'],
  ])('refuses %j, naming field and remedy', (asked, code, field) => {
    const period = periodOf(asked, now, chicago);
    expect(period).toMatchObject({ ok: false, error: { code, field } });
    expect(!period.ok && period.error.remedy).toBeTruthy();
  });
});
