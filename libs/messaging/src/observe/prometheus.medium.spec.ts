import { Registry } from 'prom-client';
import { rolePassword } from '../../../service/src/database/databases.ts';
import { adminUrl, TEST_SECRET } from '../../../testing/src/database/template.ts';
import { listDeadLetters, replayDeadLetters } from '../inbox/dead-letters.ts';
import { Lab, until } from '../testing-service/lab.ts';
import { send } from '../testing-service/send.ts';
import { stepped, takeStep, type Stepped } from '../testing-service/steps.ts';
import { prometheusObserver, queueGauges } from './prometheus.ts';

describe('metrics', () => {
  let lab: Lab;
  beforeAll(async () => {
    lab = await Lab.open({
      server: { adminUrl: adminUrl(), password: (role) => rolePassword(TEST_SECRET, role) },
      services: ['one', 'two'],
    });
  }, 30_000);
  afterAll(() => lab.close(), 30_000);

  it('count what was published, handled, failed and parked, and what waits', async () => {
    const registry = new Registry();
    const observer = prometheusObserver(registry);
    let broken = true;
    await lab.start('two', {
      hears: [stepped('one').type],
      observer,
      options: { attempts: 1 },
      handle: async (envelope, tx) => {
        if (broken && (envelope.data as Stepped).note === 'bad') throw new Error('no such book');
        await takeStep(tx, envelope, envelope.data as Stepped);
      },
    });
    await lab.start('one', { observer, options: { peers: ['two'] } });
    for (const service of ['one', 'two']) queueGauges(registry, lab.db(service));
    for (const note of ['good', 'bad']) for (const key of ['a', 'b']) await send(lab.db('one'), 'LCC', `${note} ${key}`, note);
    await until(
      () => listDeadLetters(lab.db('two')),
      (all) => all.length === 2,
    );
    await until(
      () => lab.count('two.steps'),
      (n) => n === 2,
    );
    const text = await until(
      () => registry.metrics(),
      (metrics) => metrics.includes('handled_total{service="two",type="one.stepped.v1"} 2'),
    );
    expect(text).toContain('trillium_messages_published_total{service="one"} 4');
    expect(text).toContain('trillium_messages_failed_total{service="two",type="one.stepped.v1",parked="true"} 2');
    expect(text).toContain('trillium_queue_length{service="two",queue="parked"} 2');
    expect(text).toContain('trillium_queue_length{service="one",queue="outbox"} 0');
    broken = false;
    expect(await replayDeadLetters(lab.db('two'), { tenant: 'TSU' })).toBe(0);
    expect(await replayDeadLetters(lab.db('two'), { tenant: 'LCC', type: 'one.stepped.v1' })).toBe(2);
    await until(
      () => lab.count('two.steps'),
      (n) => n === 4,
    );
  }, 60_000);
});
