import { run } from '#lib/kernel';
import { displayName, patronDecider, type PatronCommand } from './patron.ts';

const register: PatronCommand = {
  type: 'register',
  patronRef: 'p_7Jq2mW0cVx1uAb3d',
  group: 'student',
  blocked: false,
  active: true,
};
const change = (part: object, personal: ('email' | 'username')[] = []): PatronCommand => ({
  type: 'change',
  group: 'student',
  blocked: false,
  active: true,
  personal,
  ...part,
});
const events = (...commands: PatronCommand[]) => {
  const result = run(patronDecider, commands);
  if (!result.ok) throw new Error(result.error.message);
  return result.value.events;
};

describe('a patron', () => {
  it('is registered, blocked, asked for consents', () => {
    expect(events(register, change({ blocked: true }), change({ blocked: true, ebookAccepted: false }))).toEqual([
      { ...register, type: 'registered' },
      { type: 'changed', group: 'student', blocked: true, active: true },
      { type: 'changed', group: 'student', blocked: true, active: true, ebookAccepted: false },
    ]);
  });

  it('leaves no name in any event, only which of them changed', () => {
    expect(events(register, change({}, ['email'])).at(-1)).toEqual({ type: 'personal-data-changed', fields: ['email'] });
    expect(events(register, change({}))).toHaveLength(1);
  });

  it('is known before it changes, is in a group, and registers once', () => {
    expect(run(patronDecider, [change({})])).toMatchObject({ error: { code: 'not-found' } });
    expect(run(patronDecider, [{ ...register, group: ' ' }])).toMatchObject({ error: { field: 'group' } });
    expect(run(patronDecider, [register, register])).toMatchObject({ error: { code: 'already-registered' } });
  });

  it('is called by given name first', () => {
    expect(displayName({ givenName: 'Ada', familyName: 'Okafor' })).toBe('Ada Okafor');
    expect(displayName({ familyName: 'Okafor' })).toBe('Okafor');
  });
});
