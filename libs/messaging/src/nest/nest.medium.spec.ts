import { Controller, Injectable, Module, type INestApplication, type Type } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { Ctx, Payload } from '@nestjs/microservices';
import { z } from 'zod';
import { rolePassword } from '../../../service/src/database/databases.ts';
import { adminUrl, TEST_SECRET } from '../../../testing/src/database/template.ts';
import type { DeadlineRunner } from '../deadlines.ts';
import { listDeadLetters } from '../inbox/dead-letters.ts';
import type { Job, JobRunner } from '../jobs/job.ts';
import type { MessagingOptions } from '../options.ts';
import { Database } from '../store/database.ts';
import { emit } from '../store/emit.ts';
import { job, message } from '../store/effects.ts';
import type { Tx } from '../store/tx.ts';
import { Lab, until } from '../testing-service/lab.ts';
import { idOf, send } from '../testing-service/send.ts';
import { stepped, takeStep, type Stepped } from '../testing-service/steps.ts';
import { MessageContext } from './context.ts';
import { DeadlineHandler, JobHandler } from './decorators.ts';
import { Handles } from './handles.ts';
import { connectMessaging, MessagingModule } from './module.ts';

const heard = stepped('one');
const older = { type: 'one.said.v1', source: 'one', data: z.object({ text: z.string() }) };
const newer = { type: 'one.said.v2', source: ['one', 'three'], data: z.object({ words: z.array(z.string()) }) };

@Controller()
class Hears {
  readonly said: string[][] = [];

  @Handles(heard)
  async hear(@Payload() data: Stepped, @Ctx() { envelope, tx }: MessageContext<Stepped>): Promise<void> {
    await takeStep(tx, envelope, data);
    if (data.note === 'bad') throw new RangeError('no such book');
    if (data.note === 'job') await emit(tx, job({ kind: 'greet', key: envelope.subject, payload: { name: 'Ada' } }));
  }
  @Handles(newer)
  async say(@Payload() data: { words: string[] }): Promise<void> {
    this.said.push(data.words);
  }
}

@JobHandler('greet', { timeoutMs: 1000, attempts: 1, concurrency: 1 })
class Greet implements JobRunner<{ name: string }, string> {
  static readonly greetings: string[] = [];
  constructor(readonly database: Database) {}
  run({ payload }: Job<{ name: string }>): Promise<string> {
    return Promise.resolve(`Hello ${payload.name} from ${this.database.service}`);
  }
  async done(_: Tx, __: Job, answer: string): Promise<void> {
    Greet.greetings.push(answer);
  }
  async failed(): Promise<void> {
    throw new Error('not expected');
  }
}

@DeadlineHandler('steps')
class Deadlines implements DeadlineRunner {
  static readonly met: string[] = [];
  async onDeadline(tx: Tx, id: string): Promise<void> {
    await tx.execute('update steps set deadline_at = null where id = $1', [id]);
    Deadlines.met.push(id);
  }
}

@Injectable()
@Controller()
class HearsToo {
  @Handles(heard)
  async hear(): Promise<void> {
    // a second handler of the same message
  }
}

describe('messaging under Nest', () => {
  let lab: Lab;
  let app: INestApplication | undefined;
  beforeEach(async () => {
    const server = { adminUrl: adminUrl(), password: (role: string) => rolePassword(TEST_SECRET, role) };
    lab = await Lab.open({ server, services: ['one', 'two'], messages: [older, newer] });
  }, 30_000);
  afterEach(async () => {
    await app?.close();
    app = undefined;
    await lab.close();
  }, 30_000);

  const create = (controllers: Type[], options: Partial<MessagingOptions> = {}): Promise<INestApplication> => {
    @Module({})
    class Service {}
    const messaging = MessagingModule.forRoot({ ...lab.optionsOf('two'), ...options });
    return NestFactory.create(
      { module: Service, imports: [messaging], controllers, providers: [Greet, Deadlines] },
      { logger: false },
    );
  };
  const start = async (controllers: Type[], options?: Partial<MessagingOptions>): Promise<INestApplication> => {
    const made = (app = await create(controllers, options));
    await connectMessaging(made);
    await made.init();
    await made.startAllMicroservices();
    await lab.start('one', { options: { peers: ['two'] } });
    return made;
  };

  it('runs handlers, jobs and deadlines found in the container', async () => {
    await start([Hears]);
    await send(lab.db('one'), 'LCC', 'a', 'job');
    await until(
      () => Greet.greetings,
      (all) => all.length === 1,
    );
    expect(Greet.greetings).toEqual(['Hello Ada from two']);
    await lab.owner.query('update two.steps set deadline_at = $1', ['2026-03-01T00:00:00Z']);
    await until(
      () => Deadlines.met,
      (all) => all.length === 1,
    );
    expect(Deadlines.met).toEqual([idOf('a')]);
  }, 30_000);

  it('hands a handler’s error on as it was: rolled back, retried, parked with its message', async () => {
    await start([Hears], { attempts: 2 });
    await send(lab.db('one'), 'LCC', 'a', 'bad');
    await send(lab.db('one'), 'LCC', 'b', 'good');
    const [dead] = await until(
      () => listDeadLetters(lab.db('two')),
      (all) => all.length === 1,
    );
    expect(dead).toMatchObject({ error: 'RangeError: no such book', attempts: 2 });
    await until(
      () => lab.rows<{ id: string }>('select id from two.steps'),
      (rows) => rows.length === 1 && rows[0]!.id === idOf('b'),
    );
  }, 30_000);

  it('shows handlers old messages in the newest version', async () => {
    const up = (data: unknown): unknown => ({ words: (data as { text: string }).text.split(' ') });
    const made = await start([Hears], { upcasters: [{ from: older.type, to: newer.type, up }] });
    const say = message(older, { text: 'open books' }, { subject: idOf('a') });
    await lab.db('one').transaction({ tenant: 'LCC' }, (tx) => emit(tx, say));
    const { said } = made.get(Hears);
    await until(
      () => said,
      (all) => all.length === 1,
    );
    expect(said).toEqual([['open', 'books']]);
  }, 30_000);

  it('does not start with two handlers of one message, or with one nobody sends', async () => {
    app = await create([Hears, HearsToo]);
    await expect(connectMessaging(app)).rejects.toThrow('one.stepped.v1 has two handlers in two');
    await app.close();
    app = await create([Hears], { messages: [] });
    await expect(connectMessaging(app)).rejects.toThrow('which no contract declares');
  }, 30_000);

  it('finishes what it has begun before it closes', async () => {
    const made = await start([Hears]);
    for (let i = 0; i < 50; i += 1) await send(lab.db('one'), 'LCC', `k${i}`, 'x');
    await until(
      () => lab.count('two.steps'),
      (n) => n > 0,
    );
    await made.close();
    app = undefined;
    // each message is either handled or still there, and no connection of the service's is left
    expect((await lab.count('two.steps')) + (await lab.count('two.inbox')) + (await lab.count('one.outbox'))).toBe(50);
    // the server takes a moment to see that we have gone
    await until(
      () =>
        lab.count(
          `pg_stat_activity where datname = current_database() and application_name in ('svc_two', 'relay two', 'leases two')`,
        ),
      (open) => open === 0,
    );
  }, 30_000);
});
