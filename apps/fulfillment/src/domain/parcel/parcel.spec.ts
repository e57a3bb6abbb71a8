import { faults, type Calendar } from '#lib/kernel';
import {
  actionsOfParcel,
  decideParcel,
  evolveParcel,
  parcelMachine,
  reasonOfParcel,
  type Parcel,
  type ParcelCommand,
} from './index.ts';

const calendar: Calendar = { timeZone: 'America/New_York', workingDays: [1, 2, 3, 4, 5], holidays: ['2025-10-13'] };
// a Thursday, with a holiday on the Monday after it
const when = { at: '2025-10-09T14:00:00.000Z', calendar };
const id = '00000000-0000-7000-8000-000000000001';
const came: ParcelCommand = { on: 'announce', id, contents: 'A bound volume', sender: 'TSU', senderName: 'Test State', ...when };

const after = (...commands: ParcelCommand[]): Parcel =>
  commands.reduce<Parcel | null>((state, command) => {
    const decided = decideParcel(state, command);
    if (!decided.ok) throw new Error(decided.error.message);
    return decided.value.reduce<Parcel | null>(evolveParcel, state);
  }, null)!;
const match: ParcelCommand = { on: 'match-parcel', attemptId: id, requestId: id, ...when };
const named = (parcel: Parcel): string[] => actionsOfParcel(parcel, []).map(({ name }) => name);

describe('a parcel that nobody announced', () => {
  it('has a sound table', () => expect(faults(parcelMachine)).toEqual([]));

  it('waits, and the desk is reminded of it in working days, again and again', () => {
    const first = after(came);
    expect(first).toMatchObject({ status: 'waiting', deadline: '2025-10-15T14:00:00.000Z', reminders: 0 });
    const later = { ...when, at: first.deadline! };
    const again = after(came, { on: 'time-out', ...later });
    expect(again).toMatchObject({ status: 'waiting', reminders: 1, since: when.at });
    expect(again.deadline! > first.deadline!).toBe(true);
    expect([reasonOfParcel(first), reasonOfParcel(again)]).toEqual([
      'It came from Test State and nobody here waits for it.',
      'It came from Test State and nobody here waits for it. It has lain here for too long.',
    ]);
  });

  it('is matched or kept, which can be taken back, or sent back, which cannot', () => {
    expect(named(after(came))).toEqual(['match-parcel', 'send-parcel-back', 'keep-parcel']);
    const matched = after(came, match);
    expect(matched).toMatchObject({ status: 'matched', deadline: null, match: { attemptId: id } });
    const kept = after(came, { on: 'keep-parcel', reason: 'A gift', ...when });
    expect([named(matched), named(kept)]).toEqual([['undo'], ['undo']]);
    const open = after(came, match, { on: 'undo', ...when });
    expect([open.status, 'match' in open, named(open).length]).toEqual(['waiting', false, 3]);
    const back = after(came, { on: 'send-parcel-back', carrier: 'UPS', note: 'Not ours', ...when });
    expect(back).toMatchObject({ status: 'sent-back', carrier: 'UPS', reason: 'Not ours' });
    expect(named(back)).toEqual([]);
  });

  it('refuses what is not possible any more, with what is; a reminder that comes too late changes nothing', () => {
    const matched = after(came, match);
    expect(decideParcel(matched, match)).toMatchObject({
      ok: false,
      error: { code: 'conflict', remedy: 'Possible now: undo.' },
    });
    expect(decideParcel(matched, { on: 'time-out', ...when })).toEqual({ ok: true, value: [] });
    expect(decideParcel(null, match)).toMatchObject({ ok: false, error: { code: 'not-found' } });
  });

  it('may be what its sender was asked for, first of all', () => {
    const candidates = ['CPL', 'TSU'].map((supplier) => ({ attemptId: supplier, supplier, label: supplier }));
    const [first] = actionsOfParcel(after(came), candidates);
    expect(first!.fields.map(({ name }) => name)).toEqual(['attempt', 'number']);
    expect(first!.fields[0]!.options!.map(({ value }) => value)).toEqual(['TSU', 'CPL']);
  });
});
