import { fold, money } from '#lib/kernel';
import { heldBy, reservationDecider, type ReservationCommand, type ReservationState } from './reservation.ts';

const reserve = (left: number | undefined, minor = 4000, currency = 'USD'): ReservationCommand => ({
  type: 'reserve',
  requestId: 'r1',
  fund: 'ILL-2026',
  amount: money(minor, 'USD'),
  purpose: 'Tufte, The Visual Display of Quantitative Information',
  available: left === undefined ? undefined : money(left, currency),
  remindAt: '2025-11-05T14:00:00.000Z',
});
const after = (...commands: ReservationCommand[]): ReservationState =>
  commands.reduce((state, command) => {
    const decided = reservationDecider.decide(state, command);
    if (!decided.ok) throw new Error(decided.error.message);
    return fold(reservationDecider, decided.value, state);
  }, reservationDecider.initial);

describe('a reservation', () => {
  it('is held where the fund has as much', () => {
    expect(after(reserve(4000))).toMatchObject({ status: 'held', fund: 'ILL-2026', deadline: '2025-11-05T14:00:00.000Z' });
    expect(heldBy(after(reserve(4000)))).toBe(4000);
  });

  it.each([
    ['too little is left', reserve(3999), 'Fund ILL-2026 has $39.99 left; $40 is needed.'],
    ['there is no such fund', reserve(undefined), 'There is no fund ILL-2026.'],
    [
      'the fund is in another currency',
      reserve(9000, 4000, 'EUR'),
      'Fund ILL-2026 is in EUR, the price in USD; nothing is converted.',
    ],
    ['the price is below zero', reserve(9000, -1), 'A price below zero cannot be reserved.'],
  ])('is refused where %s', (_, command, reason) => {
    const decided = reservationDecider.decide(reservationDecider.initial, command);
    expect(decided).toMatchObject({ ok: true, value: [{ type: 'refused', reason }] });
    expect(heldBy(after(command))).toBe(0);
  });

  it.each<[string, ReservationCommand[], string]>([
    ['asked twice', [reserve(4000), reserve(0)], 'held'],
    ['released after the purchase', [reserve(4000), { type: 'commit' }, { type: 'release', reason: 'x' }], 'committed'],
    ['bought after the release', [reserve(4000), { type: 'release', reason: 'x' }, { type: 'commit' }], 'committed'],
    ['bought though refused', [reserve(0), { type: 'commit' }], 'committed'],
    ['released before it was asked', [{ type: 'release', reason: 'x' }, reserve(4000)], 'released'],
    ['bought before it was asked', [{ type: 'commit' }, reserve(4000)], 'committed'],
    ['refused, then released', [reserve(0), { type: 'release', reason: 'x' }], 'refused'],
  ])('%s', (_, commands, status) => {
    expect(after(...commands).status).toBe(status);
  });

  it('asks a person again and again until somebody keeps or releases it', () => {
    const reminded = after(reserve(4000), { type: 'remind', remindAt: '2025-12-05T14:00:00.000Z' });
    expect(reminded).toMatchObject({ status: 'held', reminders: 1, deadline: '2025-12-05T14:00:00.000Z' });
    const kept = fold(reservationDecider, [{ type: 'kept', remindAt: '2026-01-05T14:00:00.000Z' }], reminded);
    expect(kept).toMatchObject({ reminders: 0, deadline: '2026-01-05T14:00:00.000Z' });
    expect(after(reserve(4000), { type: 'commit' }).deadline).toBeUndefined();
    expect(reservationDecider.decide(after(reserve(0)), { type: 'keep', remindAt: 'x' })).toMatchObject({
      error: { code: 'not-held' },
    });
  });
});
