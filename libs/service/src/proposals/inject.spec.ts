import { Body, Controller, Get, HttpCode, Logger, Module, Param, Post, Query } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import type { NestExpressApplication } from '@nestjs/platform-express';
import { z } from 'zod';
import { reject, RejectionError } from '#lib/kernel';
import { AuthGuard } from '../auth/guard.ts';
import { Sessions } from '../auth/sessions.ts';
import { Identify } from '../auth/identify.ts';
import { PracticeCopies } from '../auth/practice-copies.ts';
import { CurrentUser, May, MayStep, type SignedInUser } from '../auth/user.ts';
import { Metrics } from '../metrics/metrics.ts';
import { configureHttp } from '../run/create-service.ts';
import { BASE_CONFIG } from '../tokens.ts';
import { inject } from './inject.ts';

const Body1 = z.strictObject({ reason: z.string().min(1) });

@Controller('things')
class Things {
  @Post(':id/close') @HttpCode(200) @May('requests.close-unfilled') close(
    @CurrentUser() user: SignedInUser,
    @Param('id') id: string,
    @Query('version') version: string,
    @Body({ schema: Body1 }) body: object,
  ) {
    return { id, version, body, by: user.sub, releasedBy: user.releasedBy };
  }
  @Post(':id/quiet') @HttpCode(204) @May('requests.decide') quiet(): void {
    return undefined;
  }
  @Post(':id/late') @May('requests.decide') late(): void {
    throw new RejectionError(reject('conflict', 'It has moved on.'));
  }
  @Post(':id/do/:step') @MayStep('step', { receive: 'parcels.receive', order: 'purchases.order' }) step(
    @CurrentUser() user: SignedInUser,
  ) {
    return { proposes: user.proposes ?? false };
  }
  @Get('money') @May('funds.allocate') money() {
    return {};
  }
}
@Module({
  controllers: [Things],
  providers: [
    AuthGuard,
    { provide: Metrics, useValue: new Metrics('test') },
    { provide: Sessions, useValue: new Sessions('a secret of more than thirty-two letters', false) },
    { provide: PracticeCopies, useValue: { mustBeThere: () => Promise.resolve() } },
    { provide: Identify, useValue: { who: () => Promise.resolve(undefined) } },
    { provide: BASE_CONFIG, useValue: {} },
  ],
})
class ThingsModule {}

describe('a request of the service’s own', () => {
  let app: NestExpressApplication;
  beforeAll(async () => {
    Logger.overrideLogger(false);
    app = await NestFactory.create<NestExpressApplication>(ThingsModule, { bodyParser: false, logger: false });
    configureHttp(app, { bodyLimit: {} });
    await app.init();
  });
  afterAll(() => app.close());

  const user: SignedInUser = { sub: 'student', tenant: 'LCC', roles: ['supervisor'], releasedBy: 'boss' };
  const send = (path: string, body: unknown = {}, who = user, method = 'POST') =>
    inject(app.getHttpAdapter().getInstance(), { method, path, body, user: who });

  it('goes through guard, checks and handler as the person it is made for', async () => {
    const { status, body } = await send('/things/7/close?version=3', { reason: 'Nobody has it.' });
    expect([status, JSON.parse(body)]).toEqual([
      200,
      { id: '7', version: '3', body: { reason: 'Nobody has it.' }, by: 'student', releasedBy: 'boss' },
    ]);
  });

  it('answers what one from outside would be answered', async () => {
    expect(await send('/things/7/quiet')).toEqual({ status: 204, body: '' });
    const refused = await send('/things/7/late');
    expect([refused.status, JSON.parse(refused.body)]).toMatchObject([409, { code: 'conflict', detail: 'It has moved on.' }]);
    expect((await send('/things/7/close', { reason: '' })).status).toBe(400);
    expect((await send('/nowhere')).status).toBe(404);
  });

  it('is let no more than the person is', async () => {
    expect((await send('/things/money', undefined, user, 'GET')).status).toBe(403);
  });

  it('of many steps asks for the one named', async () => {
    const student: SignedInUser = { sub: 'student', tenant: 'LCC', roles: ['student'] };
    const step = async (name: string, who = student) => JSON.parse((await send(`/things/7/do/${name}`, {}, who)).body);
    expect(await step('receive')).toEqual({ proposes: false });
    expect(await step('order')).toEqual({ proposes: true });
    expect(await step('order', { ...student, roles: ['student', 'acquisitions'] })).toEqual({ proposes: false });
    expect(await step('order', { ...student, roles: ['cataloging'] })).toMatchObject({ status: 403 });
  });
});
