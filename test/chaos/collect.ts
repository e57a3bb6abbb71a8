import { messages, type RequestStatus } from '#lib/contracts';
import type { Published } from '#lib/testing';
import type pg from 'pg';
import { ledgerCheck, type HeardCost } from '../../apps/payment/src/ledger-check.ts';
import { tasks } from '../scenario/run-demo.ts';
import type { Cluster } from '../support/cluster.ts';
import { SERVICES } from '../support/quiet.ts';
import type { Acknowledgements } from './client.ts';
import { once, type Aggregate, type Attempt, type Evidence, type Told } from './evidence.ts';

/** Orders, holds and requests: what the world lists as an effect of its own that nobody may cause twice. */
const EFFECTS: readonly string[] = [
  'getitnow order',
  'reprintsdesk order',
  'vendor order',
  'publisher sale',
  'ils hold',
  'iso18626 request',
];

/** The messages of the topics, named by the service they belong to. */
export const toldOf = (published: readonly Published[], prefix: string): Told[] =>
  published
    .filter(({ envelope }) => messages.has(envelope.type))
    .map(({ topic, partition, offset, envelope }) => ({
      service: topic.slice(prefix.length + 1),
      partition,
      offset,
      envelope: envelope as Told['envelope'],
    }));

async function ids(owner: pg.ClientBase, sql: string): Promise<string[]> {
  return (await owner.query<{ id: string }>(sql)).rows.map(({ id }) => id);
}

async function left(owner: pg.ClientBase): Promise<{ what: string; n: number }[]> {
  const tables = SERVICES.flatMap((service) => ['outbox', 'inbox', 'hold', 'job'].map((table) => `${service}.${table}`));
  const counts = tables.map((table) => `select '${table}' what, count(*)::int n from ${table}`);
  return (await owner.query<{ what: string; n: number }>(counts.join(' union all '))).rows;
}

/** Copies of what others tell, with a version for their deadline only: nothing happens to them that would be a step of theirs. */
const NO_AGGREGATES = ['followed_request'];

/**
 * Every table that is an aggregate's, with what the service's events say of each row; and events of which there is no row. A row at version 0
 * to which nothing happened is a copy: what a system elsewhere lends is followed in the table of what is lent here.
 */
async function aggregates(owner: pg.ClientBase): Promise<Aggregate[]> {
  const { rows: tables } = await owner.query<{ service: string; table: string }>(
    `select table_schema service, table_name "table" from information_schema.columns
     where column_name in ('id', 'version', 'state') and table_schema = any($1) and table_name <> all($2) group by 1, 2 having count(*) = 3 order by 1, 2`,
    [SERVICES, NO_AGGREGATES],
  );
  const found: Aggregate[] = [];
  for (const { service, table } of tables) {
    const { rows } = await owner.query<Aggregate>(
      `select $1 service, $2 "table", a.id, a.version::int "version", count(e.version)::int events, coalesce(min(e.version), 0)::int lowest,
         coalesce(max(e.version), 0)::int highest
       from ${service}.${table} a left join ${service}.event e on e.aggregate = a.id group by a.id, a.version
       having a.version > 0 or count(e.version) > 0`,
      [service, table],
    );
    found.push(...rows);
  }
  for (const service of SERVICES) {
    const mine = tables.filter((one) => one.service === service).map(({ table }) => `select id from ${service}.${table}`);
    const { rows } = await owner.query<Aggregate>(
      `select $1 service, 'no table' "table", aggregate id, 0 "version", count(*)::int events, min(version)::int lowest, max(version)::int highest
       from ${service}.event ${mine.length ? `where aggregate not in (${mine.join(' union all ')})` : ''} group by aggregate`,
      [service],
    );
    found.push(...rows);
  }
  return found;
}

const ATTEMPTS = `select a.id, a.request_id "requestId", a.state->'plan'->>'machine' machine, a.status,
    coalesce(a.state->'requestIds', '[]') "requestIds", a.state->'order'->>'orderNumber' "orderNumber", a.state->>'holdId' "holdId",
    count(*) filter (where e.type = 'moved' and e.data->>'on' = 'sent')::int sent,
    count(*) filter (where e.type = 'told' and e.data->>'said' in ('Request', 'Retry'))::int asked,
    coalesce(bool_or(e.type = 'moved' and e.data->>'to' = 'unsure'), false) unsure
  from fulfillment.attempt a join fulfillment.event e on e.aggregate = a.id group by a.id`;

const STEPS = `select 'fulfillment ' || aggregate || ' ' || (data->>'on') id from fulfillment.event where data->>'on' is not null
  union select 'sourcing ' || aggregate || ' ' || type from sourcing.event union select 'intake ' || aggregate || ' ' || type from intake.event`;

function heardCosts(told: readonly Told[]): HeardCost[] {
  const all = once(told);
  const reversed = new Set(
    all.filter(({ envelope }) => envelope.type === 'fulfillment.cost-reversed.v1').map(({ envelope }) => envelope.subject),
  );
  return all
    .filter(({ envelope }) => envelope.type === 'fulfillment.cost-incurred.v1')
    .map(({ envelope }) => ({
      attempt: envelope.subject,
      tenant: envelope.tenant,
      cost: envelope.data as unknown as HeardCost['cost'],
      reversed: reversed.has(envelope.subject),
    }));
}

/** Everything the checker compares, each from its own place. */
export async function collect(cluster: Cluster, told: readonly Told[], acknowledged: Acknowledgements): Promise<Evidence> {
  const { owner, world, libraries } = cluster;
  const rows = async <Row extends pg.QueryResultRow>(sql: string, values?: unknown[]): Promise<Row[]> =>
    (await owner.query<Row>(sql, values)).rows;
  const lists = await Promise.all(libraries.map((library) => tasks(cluster, library)));
  return {
    acknowledged,
    batchLines: await rows(
      `select line, status, request_id "requestId" from (select l.line, l.status, l.batch_id,
         (select v.id from intake.request_view v where v.batch_id = l.batch_id and v.batch_line = l.line) request_id from intake.batch_line l) b
       where batch_id = any($1) order by line`,
      [acknowledged.batches],
    ),
    requests: await rows<{ id: string; status: RequestStatus; asksPatron: boolean }>(
      `select r.id, coalesce(v.status, 'checking') status, v.question is not null "asksPatron"
       from intake.request r left join intake.request_view v using (id)`,
    ),
    inHands: lists.flat().flatMap(({ requestId }) => requestId ?? []),
    told,
    sent: await rows('select service, pos::int, id, key, type from audit.sent'),
    handled: await rows('select service, id, type from audit.handled'),
    jobs: await rows('select service, id, kind, key from audit.job'),
    left: await left(owner),
    aggregates: await aggregates(owner),
    steps: new Set(await ids(owner, STEPS)),
    timeline: await ids(owner, `select id from intake.timeline where service <> 'intake'`),
    heard: await ids(owner, 'select id from reporting.heard'),
    decisions: await rows('select id, request_id "requestId", route from sourcing.decision'),
    charges: await ids(owner, `select id from payment.charge where status <> 'reversed-early'`),
    entries: await ids(owner, 'select id from payment.entry'),
    postings: Number((await rows<{ n: string }>('select count(*) n from payment.posting'))[0]!.n),
    moneyRows: Number((await rows<{ n: string }>('select count(*) n from reporting.money_row'))[0]!.n),
    attemptRows: await ids(owner, 'select id from reporting.attempt_row'),
    decisionRows: await ids(owner, 'select id from reporting.decision_row'),
    balances: await rows('select tenant, partner, borrowed, lent from sourcing.exchange'),
    members: libraries,
    attempts: (await rows<Attempt>(ATTEMPTS)).map(({ orderNumber, holdId, ...attempt }) => ({
      ...attempt,
      ...(orderNumber && { orderNumber }),
      ...(holdId && { holdId }),
    })),
    effects: world.state.journal.entries
      .filter(({ type, service, kind }) => type === 'put' && EFFECTS.includes(`${service} ${kind}`))
      .map(({ service, effect = '', key }) => ({ service, effect, ...(key && { key }) })),
    ledger: await ledgerCheck(owner, heardCosts(told)),
  };
}
