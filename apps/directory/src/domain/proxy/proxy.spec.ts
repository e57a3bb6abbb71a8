import { run } from '#lib/kernel';
import { proxyDecider, type ProxyCommand } from './proxy.ts';

const now = '2025-10-06T14:00:00.000Z';
const grant = (more: Partial<Extract<ProxyCommand, { type: 'grant' }>> = {}): ProxyCommand => ({
  type: 'grant',
  patronRef: 'p_professor0',
  proxyRef: 'p_assistant0',
  by: 'patron',
  now,
  ...more,
});
const FRIDAY = { until: '2025-10-10', endsAt: '2025-10-11T04:00:00.000Z' };
const end: ProxyCommand = { type: 'end', by: 'proxy', now };

describe('that somebody may ask in another’s name', () => {
  it('holds until it is ended, and may be given again', () => {
    const given = run(proxyDecider, [grant()]);
    expect(given.ok && given.value.state).toMatchObject({ active: true, grantedBy: 'patron', since: now });
    const over = run(proxyDecider, [grant(FRIDAY), end]);
    expect(over.ok && over.value.state).toMatchObject({ active: false, until: '2025-10-10' });
    expect(over.ok && over.value.state.endsAt).toBeUndefined();
    const again = run(proxyDecider, [grant(FRIDAY), end, grant({ by: 'staff' })]);
    expect(again.ok && again.value.state).toMatchObject({ active: true, grantedBy: 'staff' });
    expect(again.ok && again.value.state.until).toBeUndefined();
  });

  it('is given once, however often it is said; another day is another matter', () => {
    const twice = run(proxyDecider, [grant(FRIDAY), grant(FRIDAY)]);
    expect(twice.ok && twice.value.events).toHaveLength(1);
    const longer = run(proxyDecider, [grant(FRIDAY), grant()]);
    expect(longer.ok && longer.value.events).toHaveLength(2);
  });

  it('ends once', () => {
    const twice = run(proxyDecider, [grant(), end, end]);
    expect(twice.ok && twice.value.events).toHaveLength(2);
  });

  it.each<[string, ProxyCommand, string]>([
    ['to oneself', grant({ proxyRef: 'p_professor0' }), 'own-proxy'],
    ['until a day that is over', grant({ until: '2025-10-05', endsAt: '2025-10-06T04:00:00.000Z' }), 'past-date'],
  ])('is not given %s', (_, command, code) => {
    const done = run(proxyDecider, [command]);
    expect(done.ok ? 'done' : done.error.code).toBe(code);
  });
});
