import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { PatronChanged } from '#lib/contracts';
import { Policies } from '#lib/service';
import { PolicyRegistry } from './app/policies/registry.ts';
import { goLive } from './__fixtures__/small-policy.ts';
import { sourcingInWorld } from './__fixtures__/sourcing-in-world.ts';
import { TUFTE, verified } from './__fixtures__/world.ts';

const RULES = 500;
const VERSIONS = 6;
const REQUESTS = 60;
const READERS = 4;

/** 500 rules of which the last one decides; every rule and every text says which version it belongs to. */
function bigPolicy(version: number): { text: string; cases: string } {
  const rules = Array.from({ length: RULES }, (_, index) => {
    const last = index === RULES - 1;
    return {
      id: `v${version}-rule-${index}`,
      description: `Rule ${index} of version ${version}`,
      priority: RULES - index,
      conditions: {
        all: [
          { fact: 'service', operator: 'equal', value: 'loan' },
          { fact: 'publication-age', operator: last ? 'greaterThan' : 'lessThan', value: last ? 0 : -1 - index },
        ],
      },
      whenUnknown: 'skip',
      event: { type: 'staff', params: {} },
      reason: `Decided by rule ${index} of version ${version}.`,
    };
  });
  const otherwise = { event: { type: 'staff', params: {} }, reason: `Nothing in version ${version} applies.` };
  const policy = { name: 'sourcing', decides: 'sourcing', hitPolicy: 'first', currency: 'USD', rules, otherwise };
  const outcome = { rule: `v${version}-rule-${RULES - 1}`, event: 'staff' };
  const cases = {
    policy: 'sourcing',
    cases: [{ name: 'an old book', facts: { service: 'loan', 'publication-age': 20 }, outcome }],
  };
  return { text: JSON.stringify(policy), cases: JSON.stringify(cases) };
}

describe('a policy of 500 rules, edited while requests are decided', () => {
  const { database, post, service, settled } = sourcingInWorld();

  it('fails no decision and mixes no two versions', async () => {
    const registry = service.get(PolicyRegistry);
    const hashes: string[] = [];
    const publish = async (): Promise<number> => {
      const began = performance.now();
      const { state } = await goLive(registry, 'HFC', bigPolicy(hashes.length));
      hashes.push(state.content.hash!);
      // by it the version that was live is told from the moment of a decision
      service.clock.advance(1000);
      return performance.now() - began;
    };
    await publish();
    const began = performance.now();
    // several, as the eligibility policy lets nobody have more than 25 requests open
    const readers = Array.from({ length: READERS }, (_, index) => `p_manyreaders${index}`);
    await post(
      ...readers.map((patronRef) => ({
        message: PatronChanged,
        subject: randomUUID(),
        tenant: 'HFC',
        data: { patronRef, group: 'student', blocked: false, active: true },
      })),
    );
    const asked = Array.from({ length: REQUESTS }, (_, index) =>
      verified('HFC', 'loan', TUFTE, { patronRef: readers[index % READERS]! }),
    );
    const took: number[] = [];
    const editing = (async () => {
      while (hashes.length < VERSIONS) took.push(await publish());
    })();
    for (let index = 0; index < asked.length; index += 20) {
      await post(...asked.slice(index, index + 20));
      while ((await decided()) < index) await sleep(100);
    }
    await editing;
    while ((await decided()) < REQUESTS) await sleep(100);
    const seconds = (performance.now() - began) / 1000;
    await settled();

    const rows = await decisions();
    expect(rows.map(({ attempt }) => attempt)).toEqual(Array.from({ length: REQUESTS }, () => 1));
    for (const { hash, rule, reason, ids, begun } of rows) {
      const version = hashes.indexOf(hash);
      expect(version).toBeGreaterThanOrEqual(0);
      // the trace belongs wholly to the one version that is named, and that one is what the decision began with
      expect(new Set(ids.map((id) => id.split('-')[0]))).toEqual(new Set([`v${version}`]));
      expect([ids.length, rule, reason, begun]).toEqual([
        RULES,
        `v${version}-rule-${RULES - 1}`,
        `Decided by rule ${RULES - 1} of version ${version}.`,
        hash,
      ]);
    }
    // what decided was live when the decision began: published before its transaction was over, and not yet replaced when that one began
    const { rows: moments } = await database.owner.query<{ hash: string; at: Date }>(
      `select data->>'policy' as hash, at from sourcing.event where type = 'begun'`,
    );
    const { rows: lives } = await database.owner.query<{ hash: string; at: Date }>(
      `select v.hash, e.at from sourcing.event e join sourcing.policy_version v on v.id = e.aggregate where e.type = 'published' order by e.at`,
    );
    for (const { hash, at } of moments) {
      const index = lives.findIndex((live) => live.hash === hash);
      const [from, to] = [lives[index]!.at.getTime() - 1000, lives[index + 1]?.at.getTime() ?? Infinity];
      expect([hash, at.getTime() >= from && at.getTime() <= to + 1000]).toEqual([hash, true]);
    }
    const failed = await database.owner.query('select 1 from sourcing.hold');
    expect(failed.rowCount).toBe(0);

    const by = Map.groupBy(rows, ({ hash }) => hashes.indexOf(hash));
    console.log(
      [
        `${RULES} rules, ${hashes.length} versions published while ${REQUESTS} requests were decided in ${seconds.toFixed(1)} s`,
        `(${(REQUESTS / seconds).toFixed(0)}/s, nothing failed, nothing mixed)`,
        `decided by version: ${[...by]
          .toSorted(([a], [b]) => a - b)
          .map(([version, all]) => `${version}: ${all.length}`)
          .join(', ')}`,
        `from draft to live, checked three times, in the median ${took.toSorted((a, b) => a - b)[Math.floor(took.length / 2)]!.toFixed(0)} ms`,
        `ready in this process: ${service.get(Policies).ready().length} policies`,
      ].join('\n'),
    );
    expect(by.size).toBeGreaterThan(1);
  }, 180_000);

  interface Row {
    hash: string;
    attempt: number;
    rule: string;
    reason: string;
    ids: string[];
    begun: string;
  }
  const decided = async (): Promise<number> =>
    (await database.owner.query<{ count: number }>(`select count(*)::int as count from sourcing.decision where tenant = 'HFC'`))
      .rows[0]!.count;
  const decisions = async (): Promise<Row[]> =>
    (
      await database.owner.query<Row>(
        `select d.policy_hash as hash, d.attempt, d.rule, d.reason, array(select jsonb_array_elements(d.trace)->>'id') as ids,
           r.state->>'policy' as begun from sourcing.decision d join sourcing.request r on r.id = d.request_id where d.tenant = 'HFC'`,
      )
    ).rows;
});
