import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import request from 'supertest';
import type { PolicyVersionDetail, Role } from '#lib/contracts';
import { DAY } from '#lib/kernel';
import { Database } from '#lib/messaging';
import { projectRoot } from '#lib/service';
import { testDatabase, testService } from '#lib/testing';
import { ShippedPolicies } from './app/policies/shipped.ts';
import { listen } from './__fixtures__/messages.ts';
import { sourcing } from './sourcing.module.ts';

const RULES = join(projectRoot(), 'rules');
const shippedText = readFileSync(join(RULES, 'sourcing.json'), 'utf8');
/** The shipped policy with another limit for books, and the cases that say so. */
const cheaper = (limit: number, text = shippedText) =>
  text.replace(/("operator": "lessThanInclusive", "value": )100( \})/, `$1${limit}$2`);

describe('the registry of policies', () => {
  const folder = mkdtempSync(join(tmpdir(), 'trillium-rules-'));
  for (const name of ['sourcing.json', 'sourcing.cases.json']) writeFileSync(join(folder, name), readFileSync(join(RULES, name)));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  const database = testDatabase('sourcing');
  beforeAll(() => listen(database.owner, ['sourcing.policy-published.v1', 'sourcing.policy-withdrawn.v1']));
  const service = testService(sourcing, { database, env: { RULES_FOLDER: folder } });

  const as = (sub: string, tenant = 'HFC', roles?: Role[]) =>
    service.as({ sub, tenant, roles: roles ?? (tenant === 'consortium' ? ['operator'] : ['rules-author', 'rules-approver']) });
  const get = async (path: string, sub = 'ann', tenant = 'HFC') =>
    request(service.http)
      .get(`/api/sourcing/${path}`)
      .set(await as(sub, tenant));
  const post = async (path: string, body: object, sub = 'ann', tenant = 'HFC') =>
    request(service.http)
      .post(`/api/sourcing/${path}`)
      .set(await as(sub, tenant))
      .send(body);
  const put = async (id: string, body: object, sub = 'ann', tenant = 'HFC') =>
    request(service.http)
      .put(`/api/sourcing/policy-versions/${id}`)
      .set(await as(sub, tenant))
      .send(body);
  const draft = async (tenant = 'HFC', sub = 'ann'): Promise<PolicyVersionDetail> => {
    const { status, body } = await post('policies/sourcing/versions', { note: 'cheaper books' }, sub, tenant);
    expect([status, body.code]).toEqual([201, undefined]);
    return body;
  };
  const step = async (of: PolicyVersionDetail, name: string, body: object = {}, sub = 'ann', tenant = 'HFC') =>
    post(`policy-versions/${of.id}/${name}`, { version: of.version, ...body }, sub, tenant);
  const done = async (asked: Promise<{ status: number; body: PolicyVersionDetail }>): Promise<PolicyVersionDetail> => {
    const { status, body } = await asked;
    expect([status, (body as { detail?: string }).detail]).toEqual([200, undefined]);
    return body;
  };
  /** From a draft to live, by two people. */
  const publish = async (of: PolicyVersionDetail, tenant = 'HFC'): Promise<PolicyVersionDetail> => {
    const proposed = await done(step(of, 'propose', {}, 'ann', tenant));
    const approved = await done(step(proposed, 'approve', { hash: proposed.hash }, 'bob', tenant));
    return done(step(approved, 'publish', { hash: approved.hash, reason: 'Agreed in the committee.' }, 'bob', tenant));
  };
  const heard = async (): Promise<
    { type: string; subject: string; data: { scope: string; number?: number; hash?: string } }[]
  > => {
    const { rows } = await database.owner.query('select envelope from listener.inbox order by pos');
    return rows.map(({ envelope }) => envelope);
  };

  it('has the shipped policy live for the consortium, and says why it holds for a library', async () => {
    const { body: kinds } = await get('policies');
    const [sourcingKind] = kinds.kinds.filter(({ kind }: { kind: string }) => kind === 'sourcing');
    expect(sourcingKind).toMatchObject({
      inForce: {
        scope: 'consortium',
        number: 1,
        why: 'HFC has no live policy of its own for sourcing, so version 1 of the consortium’s holds.',
      },
    });
    const { body: view } = await get('policies/sourcing');
    expect(view).toMatchObject({ scope: 'consortium', number: 1, hash: sourcingKind.inForce.hash });
    expect(view.rules.length).toBeGreaterThan(25);
    const { body: list } = await get('policies/sourcing/versions');
    expect([list.own, list.consortium.map(({ status, origin }: PolicyVersionDetail) => [status, origin])]).toEqual([
      [],
      [['live', 'shipped']],
    ]);
    expect((await get('policies/lunch')).status).toBe(400);
  });

  it('takes a draft through proposal and approval to live, for that library alone, and tells the services', async () => {
    const first = await draft();
    expect(first).toMatchObject({ status: 'draft', number: 1, basedOn: 'the consortium’s version 1', text: shippedText });
    // kept as written, spaces and all
    const text = `${cheaper(80)}\n\n`;
    const failing = await done(put(first.id, { version: first.version, text, cases: first.cases, note: 'At most $80' }));
    const refused = await step(failing, 'propose');
    expect([refused.status, refused.body.code]).toEqual([422, 'cases-fail']);
    const { body: checked } = await post('policies/check', { text, cases: first.cases });
    const wrong = checked.cases.filter(({ passed }: { passed: boolean }) => !passed).map(({ name }: { name: string }) => name);
    const file = JSON.parse(first.cases) as { cases: { name: string }[] };
    const kept = JSON.stringify({ ...file, cases: file.cases.filter(({ name }) => !wrong.includes(name)) });
    const edited = await done(put(failing.id, { version: failing.version, text, cases: kept, note: '' }));
    expect(edited.text).toBe(text);
    expect(edited.next).toEqual({ step: 'propose', action: 'policies.write', notBy: [] });

    const proposed = await done(step(edited, 'propose', { note: 'Please look.' }));
    expect(proposed.next).toEqual({ step: 'approve', action: 'policies.approve', notBy: ['ann'] });
    const own = await step(proposed, 'approve', { hash: proposed.hash });
    expect([own.status, own.body.code]).toEqual([403, 'forbidden']);
    const approved = await done(step(proposed, 'approve', { hash: proposed.hash }, 'bob'));
    const live = await done(step(approved, 'publish', { hash: approved.hash, reason: 'Agreed.' }, 'bob'));
    expect(live.status).toBe('live');
    expect(live.history.map(({ what, by, why }) => [what, by, why])).toEqual([
      ['drafted', 'ann', 'cheaper books'],
      ['edited', 'ann', 'At most $80'],
      ['edited', 'ann', ''],
      ['proposed', 'ann', 'Please look.'],
      ['approved', 'bob', ''],
      ['published', 'bob', 'Agreed.'],
    ]);

    expect((await get('policies/sourcing')).body).toMatchObject({
      scope: 'HFC',
      hash: live.hash,
      why: 'Version 1 of HFC’s own policy is live.',
    });
    expect((await get('policies/sourcing', 'tom', 'TSU')).body.scope).toBe('consortium');
    await until(async () => (await heard()).some(({ data }) => data.scope === 'HFC'));
    expect((await heard()).map(({ data }) => [data.scope, data.number])).toEqual([...(await consortiumHeard()), ['HFC', 1]]);
  });

  it('rolls back in one step, with a reason, and gives a library back to the consortium', async () => {
    const [before] = (await get('policies/sourcing/versions')).body.own as PolicyVersionDetail[];
    const next = await draft();
    const live = await publish(
      await done(put(next.id, { version: next.version, text: `${next.text} `, cases: next.cases, note: 'x' })),
    );
    expect(live.number).toBe(2);
    const old: PolicyVersionDetail = (await get(`policy-versions/${before!.id}`)).body;
    expect(old).toMatchObject({ status: 'retired', wasLive: true });
    expect(old.history.at(-1)).toMatchObject({ what: 'retired', why: 'Version 2 is live instead.' });
    const restored = await done(step(old, 'restore', { reason: 'Too many books.' }, 'bob'));
    expect(restored.history.at(-1)).toMatchObject({ what: 'restored', by: 'bob', why: 'Too many books.' });
    expect((await get('policies/sourcing')).body).toMatchObject({ number: 1, scope: 'HFC' });
    expect((await get(`policy-versions/${live.id}`)).body).toMatchObject({ status: 'retired' });

    await done(step(restored, 'retire', { reason: 'We go with the others again.' }, 'bob'));
    expect((await get('policies/sourcing')).body).toMatchObject({ scope: 'consortium' });
    await until(async () => (await heard()).some(({ type }) => type === 'sourcing.policy-withdrawn.v1'));
    const consortium: PolicyVersionDetail = (await get('policies/sourcing/versions', 'olga', 'consortium')).body.own[0];
    const whole: PolicyVersionDetail = (await get(`policy-versions/${consortium.id}`, 'olga', 'consortium')).body;
    const last = await step(whole, 'retire', { reason: 'no' }, 'olga', 'consortium');
    expect([last.status, last.body.code]).toEqual([422, 'last-policy']);
  });

  it('lets one of two who edit at once know that the other was faster, and loses neither’s work silently', async () => {
    const one = await draft();
    const texts = [1, 2].map((spaces) => one.text + ' '.repeat(spaces));
    const answers = await Promise.all(
      texts.map((text) => put(one.id, { version: one.version, text, cases: one.cases, note: '' })),
    );
    expect(answers.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([200, 409]);
    expect(answers.find(({ status }) => status === 409)!.body).toMatchObject({
      code: 'version-changed',
      detail: `Somebody else has changed version ${one.number} since you loaded it.`,
      remedy: 'Keep a copy of what you wrote, load the version again, and put your change in.',
    });
  });

  it('voids an approval by any edit, and never publishes what was not read', async () => {
    const one = await draft();
    const proposed = await done(step(one, 'propose'));
    const approved = await done(step(proposed, 'approve', { hash: proposed.hash }, 'bob'));
    const edited = await done(
      put(approved.id, { version: approved.version, text: cheaper(70), cases: approved.cases, note: '' }),
    );
    expect([edited.status, edited.approval]).toEqual(['draft', undefined]);
    const stale = await step(approved, 'publish', { hash: approved.hash, reason: 'x' }, 'bob');
    expect([stale.status, stale.body.code]).toEqual([409, 'version-changed']);
    const unapproved = await step(edited, 'publish', { hash: edited.hash, reason: 'x' }, 'bob');
    expect([unapproved.status, unapproved.body.code]).toEqual([409, 'conflict']);
  });

  it('keeps a draft that is no JSON yet, and says line and remedy when it is proposed', async () => {
    const one = await draft();
    const broken = one.text.replace('"hitPolicy": "first"', '"hitPolicy": "frist"');
    const saved = await done(put(one.id, { version: one.version, text: broken, cases: one.cases, note: '' }));
    const refused = await step(saved, 'propose');
    expect([refused.status, refused.body.code, refused.body.detail]).toEqual([
      422,
      'policy-has-errors',
      expect.stringMatching(/^1 error: line 4, \$\.hitPolicy: .*Did you mean "first"/),
    ]);
    const half = await done(put(saved.id, { version: saved.version, text: '{ "name": ', cases: '', note: '' }));
    expect([half.hash, half.rules]).toEqual([undefined, 0]);
    expect((await step(half, 'propose')).body.code).toBe('policy-has-errors');
    expect((await done(step(half, 'retire', { reason: 'Another time.' }))).status).toBe('retired');
  });

  it('goes by one pair of eyes where a library wants it so, and remembers who said it', async () => {
    const change = request(service.http).put('/api/sourcing/policies/settings');
    await change
      .set(await as('meg', 'LCC', ['library-admin']))
      .send({ fourEyes: false, reason: 'We are two.' })
      .expect(200);
    expect((await get('policies/settings', 'ann', 'LCC')).body).toMatchObject({
      fourEyes: false,
      by: 'meg',
      reason: 'We are two.',
    });
    expect((await get('policies/settings')).body).toEqual({ fourEyes: true });
    const one = await done(step(await draft('LCC'), 'propose', {}, 'ann', 'LCC'));
    expect((await done(step(one, 'approve', { hash: one.hash }, 'ann', 'LCC'))).approval).toMatchObject({ by: 'ann' });
  });

  it('shows nobody another library’s versions, and lets nobody without the right touch them', async () => {
    const one = await draft();
    expect((await get(`policy-versions/${one.id}`, 'tom', 'TSU')).status).toBe(404);
    expect((await put(one.id, { version: one.version, text: '', cases: '', note: '' }, 'tom', 'TSU')).status).toBe(404);
    expect((await get('policies/sourcing/versions', 'tom', 'TSU')).body.own).toEqual([]);
    const desk = await request(service.http)
      .post(`/api/sourcing/policy-versions/${one.id}/propose`)
      .set(await as('sue', 'HFC', ['staff']))
      .send({ version: one.version });
    expect(desk.status).toBe(403);
    const author = await request(service.http)
      .post(`/api/sourcing/policy-versions/${one.id}/approve`)
      .set(await as('ann', 'HFC', ['rules-author']))
      .send({ version: one.version, hash: one.hash });
    expect([author.status, author.body.detail]).toEqual([403, expect.stringContaining('This is for: rules-approver, operator.')]);
  });

  it('says what a draft would change: rules in words, and cases that come out otherwise', async () => {
    const one = await draft();
    const text = cheaper(20);
    const edited = await done(put(one.id, { version: one.version, text, cases: one.cases, note: '' }));
    const { body } = await get(`policy-versions/${edited.id}/diff`);
    expect(body.rules).toEqual([
      {
        id: 'recent-book-buy',
        change: 'changed',
        before: expect.stringContaining('$100'),
        after: expect.stringContaining('$20'),
      },
    ]);
    expect(body.cases.length).toBeGreaterThan(0);
    expect(body.text).toBe(shippedText);
  });

  it('offers what an upgrade brings as a draft, once, and leaves alone what is live', async () => {
    const before = (await get('policies/sourcing', 'olga', 'consortium')).body;
    writeFileSync(join(folder, 'sourcing.json'), cheaper(90));
    await service.get(ShippedPolicies).onModuleInit();
    await service.get(ShippedPolicies).onModuleInit();
    const { own } = (await get('policies/sourcing/versions', 'olga', 'consortium')).body;
    expect(own.map(({ number, status, origin, note }: PolicyVersionDetail) => [number, status, origin, note])).toEqual([
      [2, 'draft', 'shipped', 'A new version came with the software. What is live stays until you publish this one.'],
      [1, 'live', 'shipped', 'As it came with the software.'],
    ]);
    expect((await get('policies/sourcing', 'olga', 'consortium')).body.hash).toBe(before.hash);
  });

  it('gives up what nobody works on', async () => {
    const one = await draft();
    service.clock.advance(91 * DAY);
    await until(async () => (await get(`policy-versions/${one.id}`)).body.status === 'retired');
    expect((await get(`policy-versions/${one.id}`)).body.history.at(-1)).toMatchObject({ what: 'retired', by: 'system' });
  });

  async function until(so: () => Promise<boolean>): Promise<void> {
    for (let tries = 0; !(await so()); tries += 1) {
      if (tries > 500) throw new Error(`still not so: ${String(so)}`);
      service.get(Database).poke('deadlines');
      await new Promise((wake) => setTimeout(wake, 20));
    }
  }
  async function consortiumHeard(): Promise<unknown[]> {
    return (await heard()).filter(({ data }) => data.scope === 'consortium').map(({ data }) => [data.scope, data.number]);
  }
});
