import { WorldClock } from './world-clock.ts';

const MONDAY = '2025-10-06T14:00:00.000Z';
const HOUR = 3_600_000;

/** A world whose clock the test sets, and real time the test moves. */
function world() {
  const said = { now: MONDAY, rate: 0, status: 200 };
  let real = 0;
  return {
    said,
    pass: (milliseconds: number) => void (real += milliseconds),
    options: {
      every: 1_000_000,
      elapsed: () => real,
      fetch: (async () => Response.json({ now: said.now, rate: said.rate }, { status: said.status })) as typeof fetch,
    },
  };
}

describe("the world's clock", () => {
  it('stands where the world stands', async () => {
    const { options, pass } = world();
    const clock = await WorldClock.start('http://world/clock', options);
    pass(5000);
    expect(clock.now().toISOString()).toBe(MONDAY);
    clock.stop();
  });

  it('runs on at the rate of the world between two readings', async () => {
    const { options, pass, said } = world();
    said.rate = 3600;
    const clock = await WorldClock.start('http://world/clock', options);
    pass(2000);
    expect(clock.now().getTime() - Date.parse(MONDAY)).toBe(2 * HOUR);
    clock.stop();
  });

  it('follows a jump, and never goes back', async () => {
    const { options, pass, said } = world();
    said.rate = 3600;
    const clock = await WorldClock.start('http://world/clock', options);
    said.now = '2025-10-09T14:00:00.000Z';
    await clock.refresh();
    expect(clock.now().toISOString()).toBe('2025-10-09T14:00:00.000Z');
    said.now = MONDAY;
    await clock.refresh();
    pass(1000);
    expect(clock.now().toISOString()).toBe('2025-10-09T14:00:00.000Z');
    clock.stop();
  });

  it('says what to do when the world is not there at the start', async () => {
    const { options, said } = world();
    said.status = 503;
    await expect(WorldClock.start('http://world/clock', options)).rejects.toThrow(
      /TRILLIUM_CLOCK_URL: no time could be had .*\(status 503\)/,
    );
  });
});
