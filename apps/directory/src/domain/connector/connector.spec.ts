import { given } from '#lib/testing';
import { connectorDecider, type ConnectorEvent, type ConnectorSetUp } from './connector.ts';
import { KINDS } from './kinds.ts';

const catalog: ConnectorSetUp = { kind: 'sru', address: 'https://catalog.example.org/sru', settings: {}, secrets: {} };
const set: ConnectorEvent = { type: 'connector-set', setUp: catalog };
const tested = { at: '2025-10-06T14:00:00.000Z', ok: true, words: 'The catalog answers.' };

describe('a connector', () => {
  it('is set up, with nothing but what its kind has', () => {
    given(connectorDecider)
      .when({ type: 'set', ...catalog, address: ' https://catalog.example.org/sru ', settings: { user: ' u ' } })
      .then([{ type: 'connector-set', setUp: { ...catalog, settings: { user: 'u' } } }]);
  });
  it('is not changed by the same again, and forgets the test of what it was before', () => {
    given(connectorDecider, [set])
      .when({ type: 'set', ...catalog })
      .then([]);
    const changed = given(connectorDecider, [set, { type: 'connector-tested', ...tested }]).when({
      type: 'set',
      ...catalog,
      address: 'https://other.example.org/sru',
    });
    expect(changed.state().tested).toBeUndefined();
  });
  it('remembers how its last test went', () => {
    expect(
      given(connectorDecider, [set])
        .when({ type: 'tested', ...tested })
        .state().tested,
    ).toEqual(tested);
  });
  it('keeps no secret once it is removed', () => {
    const sealed: ConnectorEvent = { type: 'connector-set', setUp: { ...catalog, secrets: { password: 's1.x.y' } } };
    const removed = given(connectorDecider, [sealed]).when({ type: 'remove' });
    expect(JSON.stringify(removed.state())).not.toContain('s1.x.y');
    given(connectorDecider, [sealed, { type: 'connector-removed' }])
      .when({ type: 'remove' })
      .rejected('no-such-connector');
  });
  it.each([
    [{ address: 'catalog.example.org' }, 'malformed-address', 'address'],
    [{ address: 'ftp://catalog.example.org' }, 'malformed-address', 'address'],
    [{ settings: { colour: 'red' } }, 'unknown-setting', 'settings.colour'],
    [{ secrets: { password: 'x' } }, 'missing-setting', 'settings.user'],
    [{ kind: 'smtp', address: 'smtp://mail.example.org' }, 'missing-setting', 'settings.from'],
  ] as const)('refuses %j at its field', (wrong, code, field) => {
    const decided = given(connectorDecider).when({ type: 'set', ...catalog, ...wrong }).decided;
    expect(decided).toMatchObject({ ok: false, error: { code, field, remedy: expect.stringMatching(/\S/) } });
  });
  it('has an example for every kind that it takes itself', () => {
    for (const [kind, { example, settings, secrets }] of Object.entries(KINDS)) {
      const required = (fields: typeof settings): Record<string, string> =>
        Object.fromEntries(fields.filter((field) => field.required).map((field) => [field.name, field.example ?? 'sealed']));
      const command = { type: 'set', kind: kind as keyof typeof KINDS, address: example } as const;
      const { decided } = given(connectorDecider).when({ ...command, settings: required(settings), secrets: required(secrets) });
      expect(decided.ok).toBe(true);
    }
  });
});
