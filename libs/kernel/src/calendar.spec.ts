import fc from 'fast-check';
import { addWorkingDays, DAY, endOfDay, isWorkingDay, localDate, workingDaysBetween, type Calendar } from './calendar.ts';

const chicago: Calendar = { timeZone: 'America/Chicago', workingDays: [1, 2, 3, 4, 5], holidays: ['2025-11-27', '2025-11-28'] };
const at = (text: string) => new Date(text);
const moment = fc.date({ min: at('2024-01-01T00:00:00Z'), max: at('2030-01-01T00:00:00Z'), noInvalidDate: true });
const calendars = fc.record({
  timeZone: fc.constantFrom('America/Chicago', 'Europe/Berlin', 'Asia/Kolkata', 'Pacific/Auckland'),
  workingDays: fc.uniqueArray(fc.integer({ min: 1, max: 7 }), { minLength: 1 }),
  holidays: fc.uniqueArray(fc.constantFrom('2025-12-24', '2025-12-25', '2025-12-26', '2026-01-01'), { maxLength: 4 }),
});

describe('a library’s calendar', () => {
  it('counts days by the library’s own date, not by Greenwich’s', () => {
    // Tuesday 03:00 in Greenwich is still Monday evening in Chicago
    expect(localDate(at('2025-10-07T03:00:00Z'), 'America/Chicago')).toBe('2025-10-06');
    expect(localDate(at('2025-10-06T21:00:00Z'), 'Asia/Kolkata')).toBe('2025-10-07');
  });

  it.each([
    ['2025-10-06', 'America/New_York', '2025-10-07T04:00:00.000Z'],
    // summer time ends on that day
    ['2025-11-02', 'America/New_York', '2025-11-03T05:00:00.000Z'],
    ['2025-10-06', 'Asia/Kathmandu', '2025-10-06T18:15:00.000Z'],
    ['2025-10-06', 'Pacific/Kiritimati', '2025-10-06T10:00:00.000Z'],
    ['2025-10-06', 'Pacific/Pago_Pago', '2025-10-07T11:00:00.000Z'],
  ])('%s in %s ends at %s', (date, timeZone, end) => expect(endOfDay(date, timeZone).toISOString()).toBe(end));

  it('skips weekends and holidays', () => {
    const monday = at('2025-10-06T14:00:00Z');
    expect(addWorkingDays(monday, 5, chicago)).toEqual(at('2025-10-13T14:00:00Z'));
    // from Wednesday over Thanksgiving and its Friday
    expect(addWorkingDays(at('2025-11-26T15:00:00Z'), 1, chicago)).toEqual(at('2025-12-01T15:00:00Z'));
    expect(workingDaysBetween('2025-11-26', '2025-12-01', chicago)).toBe(1);
    expect(isWorkingDay('2025-11-27', chicago)).toBe(false);
    expect(isWorkingDay('2025-10-05', chicago)).toBe(false);
  });

  it('counts no day of a closure, whatever else it is', () => {
    const closed = { ...chicago, closures: [{ from: '2025-12-22', to: '2026-01-02' }] };
    expect(isWorkingDay('2025-12-22', closed)).toBe(false);
    expect(isWorkingDay('2026-01-02', closed)).toBe(false);
    expect(isWorkingDay('2026-01-05', closed)).toBe(true);
    expect(addWorkingDays(at('2025-12-19T15:00:00Z'), 1, closed)).toEqual(at('2026-01-05T15:00:00Z'));
    expect(workingDaysBetween('2025-12-19', '2026-01-06', closed)).toBe(2);
  });

  it('gives no days for none, nor backwards', () => {
    const monday = at('2025-10-06T14:00:00Z');
    expect(addWorkingDays(monday, 0, chicago)).toEqual(monday);
    expect(workingDaysBetween('2025-10-06', '2025-10-06', chicago)).toBe(0);
    expect(workingDaysBetween('2025-10-07', '2025-10-06', chicago)).toBe(0);
  });

  it('counts back the days it added, and ends on a working day', () => {
    fc.assert(
      fc.property(moment, fc.integer({ min: 1, max: 40 }), calendars, (from, days, calendar) => {
        // at noon in Greenwich the change of summer time moves nothing over midnight in any of these zones
        const start = new Date(Math.floor(from.getTime() / DAY) * DAY + DAY / 2 - 2 * 3_600_000);
        const end = addWorkingDays(start, days, calendar);
        expect(isWorkingDay(localDate(end, calendar.timeZone), calendar)).toBe(true);
        expect(workingDaysBetween(start, end, calendar)).toBe(days);
      }),
    );
  });

  it('refuses a calendar on which nobody ever works', () => {
    expect(() => addWorkingDays(at('2025-10-06T14:00:00Z'), 1, { ...chicago, workingDays: [] })).toThrow(
      'no working day within ten years',
    );
  });
});
