import type { WorldData } from './data.ts';
import type { FactChange } from './facts.ts';
import { asText, json, notFound, readJson, wrongMethod, type Answer, type Call } from './http.ts';
import { OUTAGE_KINDS, type Outage } from './outage.ts';
import type { WorldState } from './state.ts';

const wrong = (message: string): Answer => json({ error: 'WRONG_CONTROL', message }, 400);
const clockOf = (state: WorldState) => ({ now: state.now(), rate: state.clock.rate });

function clock(call: Call, state: WorldState): Answer {
  if (call.method === 'GET') return json(clockOf(state));
  const body = readJson(call.body);
  if (!body) return wrong('send {"now"?: moment, "advance"?: seconds, "rate"?: world seconds a second}');
  try {
    state.moveClock(body);
  } catch (error) {
    return wrong(error instanceof Error ? error.message : 'wrong clock');
  }
  return json(clockOf(state));
}

function journal(call: Call, state: WorldState): Answer {
  const since = Number(call.query.get('since') ?? 0);
  const service = call.query.get('service');
  const types = call.query.get('types')?.split(',');
  const entries = state.journal
    .since(Number.isSafeInteger(since) ? since : 0)
    .filter((entry) => (!service || entry.service === service) && (!types || types.includes(entry.type)));
  return json({ last: state.journal.entries.length, entries });
}

function outage(call: Call, state: WorldState): Answer {
  if (call.method === 'GET') return json(Object.fromEntries(state.outages));
  const { service: name, kind, ...more } = readJson(call.body) ?? {};
  const service = asText(name);
  if (!service || (kind !== 'none' && !OUTAGE_KINDS.includes(String(kind))))
    return wrong(`send {"service": "crossref" | "iso18626/ZZX" | …, "kind": "none" | "${OUTAGE_KINDS.join('" | "')}"}`);
  state.setOutage(service, kind === 'none' ? undefined : ({ ...more, kind } as unknown as Outage));
  return json({ service, kind });
}

function facts(call: Call, state: WorldState): Answer {
  const body = readJson(call.body) as unknown as FactChange | undefined;
  if (!body || !Array.isArray(state.data[body.table]))
    return wrong(`"table" must be one of ${Object.keys(state.data).join(', ')}`);
  if (!body.insert && !(body.where && (body.set || body.remove)))
    return wrong('send "where" with "set" or "remove", or "insert"');
  const before = JSON.stringify(state.data[body.table]);
  state.changeFacts(body);
  return json({ changed: before !== JSON.stringify(state.data[body.table]) });
}

/** The hand on the world: its clock, its journal, its facts, its outages. Not a thing the real world has. */
export function control(call: Call, state: WorldState): Answer {
  const [what, more] = call.path;
  if (what === 'clock') return call.method === 'GET' || call.method === 'POST' ? clock(call, state) : wrongMethod();
  if (what === 'journal') return journal(call, state);
  if (what === 'outage') return outage(call, state);
  if (what === 'lookups') return json(Object.fromEntries(state.lookups));
  if (what === 'data' && call.method === 'GET') {
    if (!more) return json(state.data);
    const rows = state.data[more as keyof WorldData];
    return Array.isArray(rows) ? json(rows) : notFound();
  }
  if (call.method !== 'POST') return notFound();
  if (what === 'facts') return facts(call, state);
  if (what === 'callback') {
    const url = asText(readJson(call.body)?.['url']);
    if (!url || !URL.canParse(url)) return wrong('send {"url": "http://…/iso18626"}');
    state.setCallback(url);
    return json({ callback: url });
  }
  return notFound();
}
