import { Body, Controller, Get, type INestApplication, Logger, Module, Param, Post, Query } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import type { NestExpressApplication } from '@nestjs/platform-express';
import request from 'supertest';
import { z } from 'zod';
import type { CurrentUser as User } from '#lib/contracts';
import { reject, RejectionError } from '#lib/kernel';
import { AuthGuard } from '../auth/guard.ts';
import { Identify } from '../auth/identify.ts';
import { PracticeCopies } from '../auth/practice-copies.ts';
import { Sessions } from '../auth/sessions.ts';
import { CurrentUser, May, Public, Tenant, type SignedInUser } from '../auth/user.ts';
import { makeLog, NestLog } from '../logging/logger.ts';
import { Metrics } from '../metrics/metrics.ts';
import { configureHttp } from '../run/create-service.ts';
import { BASE_CONFIG } from '../tokens.ts';
import { checkDepth } from './body-parsers.ts';
import { httpRejection } from './rejections.ts';

const Order = z.strictObject({
  title: z.string(),
  pages: z.int().positive().optional(),
  authors: z.array(z.string()).optional(),
});
const sessions = new Sessions('a secret of more than thirty-two letters', false);

@Controller('api')
class EverythingController {
  @Post('orders') @May('session.own') order(@Body({ schema: Order }) body: z.infer<typeof Order>) {
    return body;
  }
  @Get('orders') @May('session.own') list(
    @Query({ schema: z.object({ limit: z.coerce.number().max(100) }) }) query: { limit: number },
  ) {
    return query;
  }
  @Get('who') @May('session.own') who(@CurrentUser() user: SignedInUser, @Tenant() tenant: string) {
    return { ...user, tenant };
  }
  @Post('rules') @May('funds.allocate') rules() {
    return 'changed';
  }
  @Public() @Post('open') open(@CurrentUser({ optional: true }) user?: SignedInUser) {
    return { who: user?.sub ?? 'nobody' };
  }
  @Public() @Get('fail/:how') fail(@Param('how') how: string) {
    if (how === 'code')
      throw new RejectionError(reject('already-cancelled', 'It is cancelled.', { field: 'status', remedy: 'Make a new one' }));
    if (how === 'status') throw httpRejection(404, reject('unknown-library', 'There is no such library.'));
    if (how === 'conflict') throw Object.assign(new Error('deadlock detected'), { code: '40P01' });
    if (how === 'busy') throw Object.assign(new Error('Unable to start a transaction in the given time.'), { code: 'P2028' });
    throw new Error('password=hunter2 at /srv/app.ts:1');
  }
  @Public() @Post('text') text(@Body() body: unknown) {
    return { body };
  }
}

@Module({
  controllers: [EverythingController],
  providers: [
    AuthGuard,
    { provide: Metrics, useValue: new Metrics('test') },
    { provide: Sessions, useValue: sessions },
    // without a database there are sessions only, and none of them is ended
    { provide: PracticeCopies, useValue: { mustBeThere: () => Promise.resolve() } },
    { provide: Identify, useValue: { who: (token: string) => sessions.read(token) } },
    { provide: BASE_CONFIG, useValue: {} },
  ],
})
class EverythingModule {}

describe('how a service answers', () => {
  let app: INestApplication;
  const as = async (user: Partial<User> = {}) =>
    `Bearer ${await sessions.issue({ sub: 'ann', tenant: 'LCC', roles: ['staff'], ...user })}`;

  beforeAll(async () => {
    const made = await NestFactory.create<NestExpressApplication>(EverythingModule, { bodyParser: false, logger: false });
    configureHttp(made, { bodyLimit: { text: 100 } });
    app = await made.init();
  });
  afterAll(() => app.close());

  const get = (path: string) => request(app.getHttpServer()).get(path);
  const post = (path: string) => request(app.getHttpServer()).post(path);

  describe('sign-in', () => {
    it('is needed everywhere but on public routes', async () => {
      const { body } = await get('/api/who')
        .expect(401)
        .expect('content-type', /application\/problem\+json/);
      expect(body).toMatchObject({
        type: 'urn:trillium:problem:sign-in-needed',
        status: 401,
        title: 'Unauthorized',
        remedy: 'Sign in and try again',
      });
      await post('/api/open').expect(201, { who: 'nobody' });
    });

    it('goes by Bearer token or cookie', async () => {
      await get('/api/who')
        .set('authorization', await as())
        .expect(200, { sub: 'ann', tenant: 'LCC', roles: ['staff'] });
      const token = (await as()).slice('Bearer '.length);
      await get('/api/who').set('cookie', `trillium_session=${token}`).expect(200);
      await get('/api/who').set('cookie', `trillium_session=${token}x`).expect(401);
    });

    it('asks for a role that may', async () => {
      const { body } = await post('/api/rules')
        .set('authorization', await as())
        .expect(403);
      expect(body).toMatchObject({
        code: 'forbidden',
        detail: 'You may not: Set how much a fund has this year. This is for: accountant, operator.',
      });
      await post('/api/rules')
        .set('authorization', await as({ roles: ['accountant'] }))
        .expect(201);
    });

    it('has an operator name the library where something is done for one', async () => {
      const operator = await as({ tenant: 'consortium', roles: ['operator'] });
      const { body } = await post('/api/rules').set('authorization', operator).expect(403);
      expect(body).toMatchObject({ code: 'forbidden', field: 'x-library', detail: 'This is done for one library.' });
      await post('/api/rules').set({ authorization: operator, 'x-library': 'TSU' }).expect(201);
    });

    it('lets an operator act for a library, and nobody else', async () => {
      const operator = await as({ tenant: 'consortium', roles: ['operator'] });
      const { body } = await get('/api/who').set({ authorization: operator, 'x-library': 'TSU' }).expect(200);
      expect(body).toMatchObject({
        sub: 'ann',
        tenant: 'TSU',
        actingFrom: 'consortium',
        roles: ['operator'],
      });
      await get('/api/who').set({ authorization: operator, 'x-library': "x' OR 1" }).expect(400);
      await get('/api/who')
        .set({ authorization: await as(), 'x-library': 'TSU' })
        .expect(403);
      await get('/api/who')
        .set({ authorization: await as({ roles: ['operator'] }), 'x-library': 'TSU' })
        .expect(403);
    });

    it('by cookie does not let pages of other sites change anything', async () => {
      const cookie = `trillium_session=${(await as({ roles: ['accountant'] })).slice('Bearer '.length)}`;
      const { body } = await post('/api/rules').set({ cookie, origin: 'https://evil.example' }).expect(403);
      expect(body.code).toBe('cross-site');
      await post('/api/rules').set({ cookie }).expect(403);
      await post('/api/rules').set({ cookie, 'x-requested-with': 'trillium' }).expect(201);
      // a public route goes on as if nobody were signed in
      await post('/api/open').set({ cookie, origin: 'https://evil.example' }).expect(201, { who: 'nobody' });
    });
  });

  describe('input', () => {
    it('names every field at fault and what to do', async () => {
      const { body } = await post('/api/orders')
        .set('authorization', await as())
        .send({ pages: -1, authors: ['A', 2], colour: 'red' })
        .expect(400);
      expect(body).toMatchObject({ code: 'invalid-input', detail: '4 fields are not as they should be.' });
      expect(body.errors.map(({ code, field }: { code: string; field: string }) => [code, field])).toEqual([
        ['missing', 'title'],
        ['invalid', 'pages'],
        ['wrong-type', 'authors[1]'],
        ['unknown-field', 'colour'],
      ]);
      expect(body.errors.every(({ remedy }: { remedy?: string }) => remedy)).toBe(true);
    });

    it('is told at once where one field is wrong', async () => {
      const { body } = await get('/api/orders?limit=1000')
        .set('authorization', await as())
        .expect(400);
      expect(body).toMatchObject({ code: 'invalid-input', field: 'limit' });
    });

    it('may be missing altogether', async () => {
      const { body } = await post('/api/orders')
        .set('authorization', await as())
        .expect(400);
      expect(body).toMatchObject({ detail: 'The body is missing.', remedy: 'Send JSON with content-type: application/json' });
    });

    it('says where JSON breaks', async () => {
      const { body } = await post('/api/orders')
        .set('content-type', 'application/json')
        .send('{\n  "title": "x",\n  oops }')
        .expect(400);
      expect(body).toMatchObject({ code: 'malformed-json', detail: 'The body is not JSON: it breaks at line 3, column 3.' });
      const word = await post('/api/orders').set('content-type', 'application/json').send('{"pages": seven}').expect(400);
      expect(word.body.detail).toBe('The body is not JSON: it breaks near "{"pages": seven}".');
      const cut = await post('/api/orders').set('content-type', 'application/json').send('{"title": "x"').expect(400);
      expect(cut.body.detail).toBe('The body is not JSON: it breaks at line 1, column 14.');
    });

    it('names the limit of a body that is too large', async () => {
      const json = await post('/api/orders')
        .send({ title: 'x'.repeat(1024 * 1024) })
        .expect(413);
      expect(json.body).toMatchObject({ code: 'too-large', detail: 'The body is larger than 1 MB.' });
      await post('/api/text').type('text/csv').send('a;b\n1;2\n').expect(201, { body: 'a;b\n1;2\n' });
      const csv = await post('/api/text').type('text/csv').send('x'.repeat(101)).expect(413);
      expect(csv.body.detail).toBe('The body is larger than 100 bytes.');
    });

    it('is refused in an encoding nobody reads', async () => {
      const { body } = await post('/api/text').set('content-type', 'text/plain; charset=klingon').send('Qapla').expect(415);
      expect(body.code).toBe('unsupported-encoding');
    });
  });

  it('reads JSON that is deep, and refuses what is too deep for whoever walks through it', async () => {
    const nested = (levels: number): string => `${'['.repeat(levels)}"]]]\\"${']'.repeat(levels)}`;
    expect(() => checkDepth(Buffer.from(nested(64)))).not.toThrow();
    expect(() => checkDepth(Buffer.from(nested(65)))).toThrow('deeper than 64');
    const { body } = await request(app.getHttpServer())
      .post('/api/orders')
      .set('authorization', await as())
      .set('content-type', 'application/json')
      .send(`{"a":${nested(100_000)}}`)
      .expect(400);
    expect(body).toMatchObject({ code: 'malformed-json', detail: 'Lists and objects lie more than 64 deep within each other.' });
  });

  describe('errors', () => {
    it('carry status, field and remedy of a rejection', async () => {
      const { body } = await get('/api/fail/code').expect(409);
      expect(body).toMatchObject({
        code: 'already-cancelled',
        title: 'Conflict',
        detail: 'It is cancelled.',
        field: 'status',
        remedy: 'Make a new one',
      });
      await get('/api/fail/status').expect(404);
      expect((await get('/api/fail/conflict').expect(409)).body.code).toBe('changed-meanwhile');
      const busy = await get('/api/fail/busy').expect(503);
      expect(busy.body.code).toBe('busy');
      expect(busy.headers['retry-after']).toBe('5');
    });

    it('tell nothing of what nobody foresaw but its request id', async () => {
      const { body, text } = await get('/api/fail/badly').set('x-request-id', 'known-to-the-proxy').expect(500);
      expect(body).toMatchObject({ code: 'internal', requestId: 'known-to-the-proxy' });
      expect(text).not.toMatch(/hunter2|app\.ts|Error:/);
    });

    it('name the path that is not there', async () => {
      const { body, headers } = await get('/api/nowhere?q=private').expect(404);
      expect(body).toMatchObject({ code: 'not-found', detail: 'There is nothing at GET /api/nowhere.' });
      expect(headers['x-request-id']).toBe(body.requestId);
      expect((await get('/api/fail/%E0%A4%A').expect(400)).body.code).toBe('malformed-request');
    });
  });

  it('logs each request with its ids, and not what was asked in it', async () => {
    const written: string[] = [];
    Logger.overrideLogger(
      new NestLog(makeLog({ level: 'info', format: 'json', destination: { write: (line) => void written.push(line) } })),
    );
    const about = '0198c0de-0000-7000-8000-000000000001';
    const answered = await get(`/api/intake/requests/${about}?title=private`)
      .set('authorization', await as())
      .expect(404);
    Logger.overrideLogger(false);
    const lines = written.map((line) => JSON.parse(line) as Record<string, unknown>);
    expect(lines.filter(({ msg }) => msg === 'request')).toMatchObject([
      {
        method: 'GET',
        path: `/api/intake/requests/${about}`,
        status: 404,
        requestId: answered.headers['x-request-id'],
        correlation: about,
      },
    ]);
    expect(written.join('')).not.toContain('private');
  });

  it('times requests by route, not by path', async () => {
    await get('/api/fail/code').expect(409);
    const text = await app.get(Metrics).registry.metrics();
    expect(text).toMatch(
      /http_request_duration_seconds_count\{service="test",method="GET",route="\/api\/fail\/:how",status="409"\}/,
    );
    expect(text).not.toContain('/api/fail/code');
  });
});
