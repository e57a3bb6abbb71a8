import { setTimeout as sleep } from 'node:timers/promises';
import { Body, Controller, Get, Inject, Module, Post } from '@nestjs/common';
import { ApiCreatedResponse } from '@nestjs/swagger';
import request from 'supertest';
import { z } from 'zod';
import { Database, emit, job, JobHandler, type JobRunner } from '#lib/messaging';
import { reject, RejectionError } from '#lib/kernel';
import { testDatabase, testService } from '#lib/testing';
import { CurrentUser, May, Tenant, type SignedInUser } from '../auth/user.ts';
import { setting, settings, type ConfigOf } from '../config/settings.ts';
import { CONFIG } from '../tokens.ts';
import { logContext, type LogContext } from '../logging/context.ts';
import { defineService } from './definition.ts';

const greetingConfig = settings({
  GREETING: setting(z.string().default('Hello'), { about: 'What is said', remedy: 'Say something' }),
});
const Greeting = z.strictObject({ to: z.string().min(1) }).meta({ id: 'Greeting' });

@Controller('api/payment/greetings')
class GreetingController {
  constructor(
    private readonly database: Database,
    @Inject(CONFIG) private readonly config: ConfigOf<typeof greetingConfig>,
  ) {}

  @Get()
  @May('funds.read')
  async list(@Tenant() tenant: string, @CurrentUser() user: SignedInUser) {
    const [row] = await this.database.transaction({ tenant, actor: user.sub }, (tx) =>
      tx.query<{ tenant: string; role: string }>("SELECT current_setting('app.tenant') AS tenant, current_user AS role"),
    );
    return { ...row, greeting: this.config.GREETING, actor: user.sub };
  }

  @Post()
  @May('session.own')
  @ApiCreatedResponse({ standardSchema: Greeting })
  create(@Body({ schema: Greeting }) body: z.infer<typeof Greeting>) {
    if (body.to === 'nobody') throw new RejectionError(reject('unknown-person', 'There is nobody.', { field: 'to' }));
    return body;
  }
}

const seen: (LogContext | undefined)[] = [];
@JobHandler('greet', { timeoutMs: 5000, attempts: 1, concurrency: 1 })
class Greet implements JobRunner<object, string> {
  async run(): Promise<string> {
    seen.push(logContext());
    return 'greeted';
  }
  async done(): Promise<void> {
    seen.push(logContext());
  }
  async failed(): Promise<void> {}
}

@Module({ controllers: [GreetingController], providers: [Greet] })
class GreetingModule {}
const greetings = defineService({ name: 'payment', module: GreetingModule, config: greetingConfig });

describe('a service put together', () => {
  const database = testDatabase('payment');
  const service = testService(greetings, { database, env: { GREETING: 'Moin' } });

  it('gives its controllers the database as its own role, the settings and the user', async () => {
    const { body } = await request(service.http)
      .get('/api/payment/greetings')
      .set(await service.as({ sub: 'ann', tenant: 'LCC', roles: ['staff'] }))
      .expect(200);
    expect(body).toEqual({ tenant: 'LCC', role: 'svc_payment', greeting: 'Moin', actor: 'ann' });
  });

  it('does jobs in a context that names their correlation in the log', async () => {
    const correlation = '0198c0de-0000-7000-8000-000000000001';
    const scope = { tenant: 'LCC', correlation };
    const key = '0198c0de-0000-7000-8000-000000000002';
    await service.get(Database).transaction(scope, (tx) => emit(tx, job({ kind: 'greet', key, payload: {} })));
    for (let waited = 0; seen.length < 2 && waited < 10_000; waited += 20) await sleep(20);
    const context = { job: 'greet', tenant: 'LCC', correlation };
    expect(seen).toEqual([context, context]);
  });

  it('lets nobody in without a session, nor without the role', async () => {
    await request(service.http).get('/api/payment/greetings').expect(401);
    await request(service.http)
      .get('/api/payment/greetings')
      .set(await service.as({ tenant: 'LCC', roles: ['patron'] }))
      .expect(403);
  });

  it('checks input by its schema and tells rejections as problems', async () => {
    const signedIn = await service.as({ tenant: 'LCC', roles: ['patron'] });
    const post = (body: object) => request(service.http).post('/api/payment/greetings').set(signedIn).send(body);
    await post({ to: 'Ann' }).expect(201, { to: 'Ann' });
    const wrong = await post({ to: '', more: 1 })
      .expect(400)
      .expect('content-type', /application\/problem\+json/);
    expect(wrong.body.errors.map(({ field }: { field: string }) => field)).toEqual(['to', 'more']);
    const refused = await post({ to: 'nobody' }).expect(422);
    expect(refused.body).toMatchObject({ code: 'unknown-person', detail: 'There is nobody.', field: 'to' });
  });
});
