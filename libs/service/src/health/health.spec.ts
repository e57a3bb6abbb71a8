import { jest } from '@jest/globals';
import { Health } from './health.ts';

describe('readiness', () => {
  it('asks every part and keeps the reason of those that are not ready', async () => {
    const health = new Health();
    health.register('database', async () => 'fine');
    health.register('disk', () => {
      throw new Error('full');
    });
    health.register('broker', () => Promise.reject(new Error('no broker answers')));
    expect(await health.results()).toEqual({
      database: { ready: true },
      disk: { ready: false, reason: 'full' },
      broker: { ready: false, reason: 'no broker answers' },
    });
  });

  it('does not wait for ever', async () => {
    jest.useFakeTimers();
    const health = new Health();
    health.register('mute', () => new Promise(() => undefined));
    const results = health.results();
    await jest.advanceTimersByTimeAsync(3000);
    expect(await results).toEqual({ mute: { ready: false, reason: 'no answer in 3 s' } });
    jest.useRealTimers();
  });
});
