import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Controller, Get, Injectable, Module, type OnModuleDestroy, Post } from '@nestjs/common';
import express from 'express';
import request from 'supertest';
import { z } from 'zod';
import { ApiOkResponse } from '@nestjs/swagger';
import { Database } from '#lib/messaging';
import { testDatabase, TEST_SECRET } from '#lib/testing';
import { Public } from '../auth/user.ts';
import { ConfigError, setting, settings } from '../config/settings.ts';
import { Health } from '../health/health.ts';
import { makeLog, NestLog } from '../logging/logger.ts';
import { claimFolder, folderOwner } from './claim.ts';
import { defineService } from './definition.ts';
import { makeFront } from './front.ts';
import { runServices, type Running } from './run-services.ts';

const closed: string[] = [];
const Fund = z.strictObject({ name: z.string() }).meta({ id: 'Fund' });

@Injectable()
class Broken {
  broken = false;
  constructor(health: Health) {
    health.register('supplier', () => {
      if (this.broken) throw new Error('does not answer');
    });
  }
}
@Controller('api/payment')
class FundController implements OnModuleDestroy {
  constructor(private readonly database: Database) {}
  @Public() @Get('funds/:name') @ApiOkResponse({ standardSchema: Fund }) async fund() {
    // still there while the service shuts down: requests under way are ended first
    await this.database.transaction({ tenant: 'LCC' }, (tx) => tx.query('SELECT pg_sleep(0.2)'));
    return { name: 'books' };
  }
  onModuleDestroy(): void {
    closed.push('payment');
  }
}
@Module({ controllers: [FundController], providers: [Broken] })
class PaymentModule {}
const payment = defineService({ name: 'payment', module: PaymentModule });

@Controller()
class ReportController {
  @Public() @Get('api/reporting/reports') list() {
    return ['activity'];
  }
  @Public() @Post('elsewhere/:id') elsewhere() {
    return 'taken';
  }
}
@Module({ controllers: [ReportController] })
class ReportingModule {}
const needs = settings({ REPORTS_URL: setting(z.url(), { about: 'Where', remedy: 'Give an address' }) });
const reporting = defineService({ name: 'reporting', module: ReportingModule, paths: ['/elsewhere'] });

const log = new NestLog(makeLog({ level: 'silent', format: 'json' }));
const secret = 's'.repeat(32);

describe('services in one process', () => {
  const database = testDatabase('payment', 'reporting');
  const environment = () => ({
    DATABASE_URL: database.url,
    SESSION_SECRET: secret,
    // the roles belong to the whole server, so every test gives them the same passwords
    TRILLIUM_DB_PASSWORD_SECRET: TEST_SECRET,
    TRILLIUM_PATRON_KEY_SECRET: secret,
    PORT: '0',
  });
  /** The server forgets a connection a moment after its client closed it. */
  const expectNoConnections = async (): Promise<void> => {
    const open = "SELECT usename FROM pg_stat_activity WHERE datname = current_database() AND usename <> 'postgres'";
    let rows: unknown[] = [];
    for (let tries = 0; tries < 40; tries += 1) {
      ({ rows } = await database.owner.query<{ usename: string }>(open));
      if (!rows.length) break;
      await sleep(50);
    }
    expect(rows).toEqual([]);
  };
  let running: Running | undefined;
  const run = async (more: Record<string, string> = {}): Promise<Running> =>
    (running = await runServices([payment, reporting], { environment: { ...environment(), ...more }, log }));
  afterEach(async () => {
    await running?.close();
    running = undefined;
  });

  it('answer side by side, each at its paths', async () => {
    const { url } = await run();
    const http = request(url);
    await http.get('/api/payment/funds/books').expect(200, { name: 'books' });
    await http.get('/api/reporting/reports').expect(200, ['activity']);
    await http.post('/elsewhere/1').expect(201, 'taken');
    const { body } = await http
      .get('/api/reports')
      .expect(404)
      .expect('content-type', /application\/problem\+json/);
    expect(body.detail).toBe('There is nothing at GET /api/reports.');
  });

  it('are described in one document and page', async () => {
    const { url } = await run();
    const { body } = await request(url).get('/api/openapi.json').expect(200);
    const paths = Object.keys(body.paths).filter((path) => !/\/(parked|audit)/.test(path));
    expect(paths).toEqual(['/api/payment/funds/{name}', '/api/reporting/reports', '/elsewhere/{id}']);
    expect(Object.keys(body.paths)).toContain('/api/payment/parked/{id}/replay');
    expect(body.paths['/api/payment/funds/{name}'].get).toMatchObject({ operationId: 'payment.fund', tags: ['payment'] });
    expect(body.components.schemas.Fund.properties).toEqual({ name: { type: 'string' } });
    const page = await request(url).get('/api/docs').expect(200).expect('content-type', /html/);
    expect(page.text).toContain('swagger-ui');
  });

  it('tell whether they live and are ready, and what not', async () => {
    const { url } = await run();
    const http = request(url);
    await http.get('/health/live').expect(200, { status: 'ok' });
    const ready = await http.get('/health/ready').expect(200);
    expect(ready.body.checks).toEqual({
      'payment.database': { ready: true },
      'payment.supplier': { ready: true },
      'reporting.database': { ready: true },
    });
    running!.get('payment', Broken).broken = true;
    const { body } = await http.get('/health/ready').expect(503);
    expect(body.checks['payment.supplier']).toEqual({ ready: false, reason: 'does not answer' });
    await http.get('/health/live').expect(200);
    const { text } = await http.get('/metrics').expect(200);
    expect(text).toMatch(/trillium_queue_length\{service="reporting",queue="outbox"\} 0/);
    expect(text).toContain('process_cpu_seconds_total');
  });

  it('end what is under way before they stop', async () => {
    const { url } = await run();
    closed.length = 0;
    const answer = fetch(`${url}/api/payment/funds/books`).then(async (response) => {
      closed.push('answered');
      return response.json();
    });
    await sleep(50);
    await running?.close();
    expect(await answer).toEqual({ name: 'books' });
    expect(closed).toEqual(['answered', 'payment']);
    await expect(fetch(url)).rejects.toThrow('fetch failed');
    await expectNoConnections();
  });

  it('are not started with settings that are wrong, and all are listed', async () => {
    const wrong = defineService({ name: 'reporting', module: ReportingModule, config: needs });
    const faults = await runServices([payment, wrong], { environment: { PORT: 'x' }, log }).catch((error: unknown) =>
      error instanceof ConfigError ? error.faults.map(({ name }) => name) : error,
    );
    expect(faults).toEqual(['PORT', 'REPORTS_URL', 'DATABASE_URL']);
  });

  it('say which port is taken, and leave nothing running', async () => {
    const other = createServer().listen(0, '127.0.0.1');
    await new Promise((listening) => other.once('listening', listening));
    const { port } = other.address() as AddressInfo;
    const outcome = await run({ PORT: String(port) }).catch((error: unknown) => String(error));
    other.close();
    expect(outcome).toContain(`Port ${port} is taken`);
    await expectNoConnections();
  });
});

describe('the console’s files', () => {
  let folder: string;
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'trillium-console-'));
    mkdirSync(join(folder, 'assets'));
    writeFileSync(join(folder, 'index.html'), '<p>console {{placeholder `http.request.uuid`}}</p>');
    writeFileSync(join(folder, 'assets/main-1a2b.js'), 'go()');
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it('are served with its routes, and the API’s paths are not taken for routes', async () => {
    const service = {
      definition: payment,
      app: {} as never,
      document: { openapi: '3.1.0', info: { title: '', version: '' }, paths: {} },
      start: async () => undefined,
      close: async () => undefined,
    };
    const front = await makeFront([{ ...service, app: { getHttpAdapter: () => ({ getInstance: () => express() }) } as never }], {
      consoleFolder: folder,
      https: false,
    });
    const http = request(front.server);
    for (const path of ['/', '/requests/0198c0de', '/sign-in'])
      expect((await http.get(path).expect(200)).text).toMatch(/^<p>console [\w-]{22}<\/p>$/);
    const script = await http.get('/assets/main-1a2b.js').expect(200);
    expect(script.headers['cache-control']).toContain('immutable');
    const page = await http.get('/');
    expect(page.headers['cache-control']).toBe('no-store');
    expect(page.headers['content-security-policy']).toContain("script-src 'self';");
    // styles by a nonce of this very answer
    const [, nonce] = /<p>console (.*)<\/p>/.exec(page.text)!;
    expect(page.headers['content-security-policy']).toContain(`style-src 'self' 'nonce-${nonce}';`);
    expect(page.headers['content-security-policy']).not.toContain('unsafe-inline');
    expect((await http.get('/')).text).not.toBe(page.text);
    expect(page.headers['content-security-policy']).not.toContain('upgrade-insecure-requests');
    for (const path of ['/api/unknown', '/assets/gone.js', '/favicon.gone']) await http.get(path).expect(404);
    await http.post('/requests').expect(404);
    await front.close();
  });
});

describe('a data folder', () => {
  let folder: string;
  beforeEach(() => void (folder = mkdtempSync(join(tmpdir(), 'trillium-claim-'))));
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  it('belongs to one process at a time', async () => {
    writeFileSync(join(folder, 'trillium.pid'), String(process.ppid));
    await expect(claimFolder(folder)).rejects.toThrow(new RegExp(`already runs on .* \\(process ${process.ppid}\\)`));
  });

  it('does not belong to a process that has only got the number of the one before', async () => {
    writeFileSync(join(folder, 'trillium.pid'), `${process.ppid} 1`);
    const release = await claimFolder(folder);
    expect(folderOwner(folder)).toBe(process.pid);
    release();
  });

  it('is taken over from a process that is gone, and given back', async () => {
    writeFileSync(join(folder, 'trillium.pid'), '999999999');
    const release = await claimFolder(folder);
    release();
    expect(existsSync(join(folder, 'trillium.pid'))).toBe(false);
    (await claimFolder(folder))();
  });

  it('keeps the embedded database and its secrets between two runs', async () => {
    const start = () => runServices([payment], { environment: { TRILLIUM_DATA_DIR: folder, PORT: '0' }, embedded: true, log });
    const keep = async (running: Awaited<ReturnType<typeof start>>, sql: string) =>
      running.get('payment', Database).asRelay<{ services: string }>(sql);
    const first = await start();
    expect(await keep(first, 'SELECT service FROM messaging.subscriber')).toEqual([{ service: 'payment' }]);
    await first.close();
    const second = await start();
    expect(await keep(second, 'SELECT service FROM messaging.subscriber')).toEqual([{ service: 'payment' }]);
    await second.close();
  });
});
