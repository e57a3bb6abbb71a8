import { localKafkaProbe, startLocalKafka, testKafka } from '#lib/testing';
import kafkajs from 'kafkajs';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { rolePassword } from '../../../service/src/database/databases.ts';
import { adminUrl, TEST_SECRET } from '../../../testing/src/database/template.ts';
import { Lab, until, type Roles } from '../testing-service/lab.ts';
import { idOf, send } from '../testing-service/send.ts';
import { stepped, takeStep, type Stepped } from '../testing-service/steps.ts';

const hears: Roles = { hears: [stepped('one').type], handle: (envelope, tx) => takeStep(tx, envelope, envelope.data as Stepped) };

describe('what Kafka alone can do to us', () => {
  let lab: Lab;
  const open = async (brokers: readonly string[]): Promise<Lab> => {
    const server = { adminUrl: adminUrl(), password: (role: string) => rolePassword(TEST_SECRET, role) };
    return (lab = await Lab.open({ server, services: ['one', 'two'], transport: 'kafka', brokers }));
  };
  afterEach(() => lab.close(), 60_000);
  const handled = (): Promise<number> => lab.count(`two.event where type = 'handled'`);
  const atLeast = (count: number): Promise<number> => until(handled, (n) => n >= count);

  const produce = async (...messages: kafkajs.Message[]): Promise<void> => {
    const { brokers, prefix } = lab.optionsOf('one').kafka!;
    const producer = new kafkajs.Kafka({ brokers: [...brokers], logLevel: kafkajs.logLevel.NOTHING }).producer({
      allowAutoTopicCreation: false,
    });
    await producer.connect();
    await producer.send({ topic: `${prefix!}.one`, messages });
    await producer.disconnect();
  };
  const envelope = (id: string, key: string, note: string): string =>
    JSON.stringify({
      specversion: '1.0',
      id,
      source: 'one',
      type: 'one.stepped.v1',
      subject: key,
      sequence: 1,
      tenant: 'LCC',
      correlation: key,
      time: '2026-03-02T09:00:00.000Z',
      datacontenttype: 'application/json',
      data: { note },
    });
  const headers = (id: string): kafkajs.IHeaders => ({ id, tenant: 'LCC', type: 'one.stepped.v1' });

  it('repeats a message: it is known by its id, within a batch and after a restart', async () => {
    await open(testKafka().brokers);
    await lab.start('one');
    const first = await lab.start('two', hears);
    await send(lab.db('one'), 'LCC', 'first', 'x');
    await atLeast(1);
    const [id, key] = [idOf('repeated'), idOf('key')];
    const repeated = { key, value: envelope(id, key, 'x'), headers: headers(id) };
    await produce(repeated, repeated);
    await atLeast(2);
    await first.stop();
    await lab.start('two', hears);
    await produce(repeated, { ...repeated, value: envelope(idOf('last'), key, 'last'), headers: headers(idOf('last')) });
    await until(
      () => lab.rows<{ note: string }>(`select data ->> 'note' note from two.event`),
      (rows) => rows.some(({ note }) => note === 'last'),
    );
    expect(await handled()).toBe(3);
  }, 60_000);

  it('holds messages that are none of ours: they are left out and counted, the others arrive', async () => {
    await open(testKafka().brokers);
    let malformed = 0;
    await lab.start('one');
    await lab.start('two', { ...hears, observer: { malformed: () => void (malformed += 1) } });
    await send(lab.db('one'), 'LCC', 'first', 'x');
    await atLeast(1);
    const [id, key] = [idOf('good'), idOf('key')];
    await produce(
      { key: 'no uuid', value: 'hello', headers: { type: 'one.stepped.v1' } },
      { key, value: 'no json', headers: headers(idOf('bad')) },
      { key, value: '{"no": "envelope"}', headers: headers(idOf('worse')) },
      { key, value: envelope(id, key, 'x'), headers: headers(id) },
      { key, value: 'another type, which nobody here waits for', headers: { type: 'one.other.v1' } },
    );
    await atLeast(2);
    expect(malformed).toBe(3);
  }, 60_000);

  it('goes on delivering while the inbox cannot take anything in: alarmed, retried, nothing lost', async () => {
    await open(testKafka().brokers);
    let alarms = 0;
    await lab.start('one');
    await lab.start('two', { ...hears, observer: { inboxFailed: () => void (alarms += 1) } });
    await send(lab.db('one'), 'LCC', 'a', 'first');
    await atLeast(1);
    await lab.owner.query('revoke insert on two.inbox from relay');
    await send(lab.db('one'), 'LCC', 'a', 'second');
    await until(
      () => alarms,
      (n) => n > 0,
    );
    await lab.owner.query('grant insert on two.inbox to relay');
    await send(lab.db('one'), 'LCC', 'a', 'third');
    await atLeast(3);
    const [row] = await lab.rows<object>(`select handled, (state ->> 'disorder')::int disorder from two.steps`);
    expect(row).toEqual({ handled: 3, disorder: 0 });
  }, 60_000);

  it('dies and comes back: nothing is lost or repeated', async () => {
    const why = await localKafkaProbe();
    if (why) {
      console.warn(`NOT RUN: restarting the broker, because ${why}; provide one by installing Java 17 or newer and Maven`);
      await open(testKafka().brokers);
      return;
    }
    const folder = mkdtempSync(join(tmpdir(), 'trillium-broker-'));
    let broker = await startLocalKafka(folder);
    const port = Number(broker.brokers[0]!.split(':')[1]);
    try {
      await open(broker.brokers);
      await lab.start('one');
      await lab.start('two', hears);
      for (let i = 0; i < 20; i += 1) await send(lab.db('one'), 'LCC', `key ${i % 3}`, `${i}`);
      await atLeast(10);
      await broker.kill();
      for (let i = 20; i < 40; i += 1) await send(lab.db('one'), 'LCC', `key ${i % 3}`, `${i}`);
      broker = await startLocalKafka(folder, { port });
      await until(handled, (n) => n >= 40, 90_000);
      const [row] = await lab.rows<object>(
        `select sum(handled)::int handled, sum((state ->> 'disorder')::int)::int disorder from two.steps`,
      );
      expect(row).toEqual({ handled: 40, disorder: 0 });
      await lab.close();
    } finally {
      await broker.stop();
      rmSync(folder, { recursive: true, force: true });
    }
  }, 180_000);
});
