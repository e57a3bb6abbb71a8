import { Role } from '../http/role.ts';
import { ACTIONS, may, permission, ROOMS, type Action } from './permissions.ts';

const actions = Object.keys(ACTIONS) as Action[];
const at = (tenant: string, ...roles: Role[]) => ({ tenant, roles });
/** The actions that only look. */
const reads = actions.filter((action) => /\.(read|tasks|name)(-own)?$/.test(action));

describe('the table action × role', () => {
  it('has each action in one room only', () => {
    expect(actions).toHaveLength(Object.values(ROOMS).reduce((sum, room) => sum + Object.keys(room).length, 0));
  });

  it.each(actions)('%s: a name, a sentence, somebody who may, nobody twice', (action) => {
    const { says, roles } = ACTIONS[action];
    expect(action).toMatch(/^[a-z]+(-[a-z]+)*\.[a-z]+(-[a-z]+)*$/);
    expect(says).toMatch(/^[A-Z].{10,}[^.]$/);
    expect(roles.length).toBeGreaterThan(0);
    expect(new Set(roles).size).toBe(roles.length);
  });

  it.each(Role.options)('lets a %s do something', (role) => {
    expect(actions.filter((action) => may(at('LCC', role), action)).length).toBeGreaterThan(1);
  });

  it('lets an auditor see everything that a library’s people see, and change nothing but their own password', () => {
    const granted = actions.filter((action) => may(at('LCC', 'auditor'), action));
    expect(granted.filter((action) => !reads.includes(action))).toEqual(['session.own']);
    const seen = reads.filter((action) => !action.endsWith('-own') && !/^(agreements|nettings)\./.test(action));
    expect(granted).toEqual(expect.arrayContaining(seen));
  });

  it('keeps a library’s patrons from the consortium’s operators', () => {
    for (const action of actions.filter((name) => name.startsWith('patrons.')))
      expect(permission(at('LCC', 'operator'), action)).toBe('no');
  });

  it('asks an operator to name the library, but where the action is about all of them', () => {
    expect(permission(at('LCC', 'operator'), 'requests.decide')).toBe('yes');
    expect(permission(at('consortium', 'operator'), 'requests.decide')).toBe('no');
    expect(permission(at('consortium', 'operator'), 'requests.read')).toBe('yes');
  });

  it('has a student worker propose what must be released, unless another role of theirs lets them do it', () => {
    expect(permission(at('LCC', 'student'), 'requests.decide')).toBe('propose');
    expect(may(at('LCC', 'student'), 'requests.decide')).toBe(true);
    expect(permission(at('LCC', 'student', 'staff'), 'requests.decide')).toBe('yes');
    expect(permission(at('LCC', 'student', 'manager'), 'requests.decide')).toBe('propose');
    expect(permission(at('LCC', 'student'), 'requests.correct')).toBe('yes');
    expect(permission(at('LCC', 'student'), 'requests.decide', 'requests.correct')).toBe('yes');
    expect(permission(at('LCC', 'student'), 'accounts.manage')).toBe('no');
    expect(permission(at('LCC', 'student', 'patron'), 'requests.cancel', 'requests.cancel-own')).toBe('propose');
    expect(permission(at('LCC', 'patron'), 'requests.cancel', 'requests.cancel-own')).toBe('yes');
  });

  it('lets a student worker do nothing that somebody else has to release for others', () => {
    for (const action of actions.filter((name) => ACTIONS[name].release)) expect(ACTIONS[action].roles).toContain('supervisor');
  });
});
