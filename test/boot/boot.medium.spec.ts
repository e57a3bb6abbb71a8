// The built programs, as they run in production: jest takes some imports that Node itself refuses.
import { existsSync } from 'node:fs';
import { SERVICES } from '#lib/service';
import { testDatabase, TEST_SECRET } from '#lib/testing';
import { Program } from '../support/processes.ts';

const main = (service: string): string => `dist/apps/${service}/src/main.js`;

describe('the built services', () => {
  const database = testDatabase(...SERVICES);
  const programs: Program[] = [];
  const program = (service: string, environment: Record<string, string>): Program => {
    const made = new Program(service, [main(service)], { LOG_LEVEL: 'warn', ...environment });
    programs.push(made);
    return made.start();
  };
  afterEach(async () => {
    for (const left of programs.splice(0)) await left.stop('SIGKILL');
  });

  it('are all there', () => {
    expect(SERVICES.filter((service) => !existsSync(main(service)))).toEqual([]);
  });

  it.each(SERVICES)('%s starts alone, is ready, and stops in order', async (service) => {
    const started = program(service, {
      DATABASE_URL: database.url,
      PORT: '0',
      SESSION_SECRET: TEST_SECRET,
      TRILLIUM_DB_PASSWORD_SECRET: TEST_SECRET,
      TRILLIUM_PATRON_KEY_SECRET: TEST_SECRET,
    });
    const [, url] = await started.says(/is ready at (http:\S+)/);
    const ready = await fetch(`${url}/health/ready`);
    expect(await ready.json()).toMatchObject({ status: 'ready', checks: { [`${service}.database`]: { ready: true } } });
    const nothing = await fetch(`${url}/api/${service}/there-is-no-such-thing`);
    expect(nothing.headers.get('content-type')).toContain('problem+json');
    expect(await started.stop('SIGTERM')).toBe(0);
  });

  it('do not start with wrong settings, and list all of them', async () => {
    const wrong = program('payment', { PORT: 'eighty', KAFKA_BROKERS: 'nowhere', DATABASE_URL: '' });
    await expect(wrong.says(/is ready/)).rejects.toThrow('payment ended');
    expect(await wrong.stop()).toBe(2);
    for (const line of ['PORT: "eighty" will not do', 'KAFKA_BROKERS: "nowhere" will not do', 'DATABASE_URL: is not set'])
      expect(wrong.output).toContain(line);
    expect(wrong.output).not.toContain('    at ');
  });
});
