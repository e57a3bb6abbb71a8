import { randomUUID } from 'node:crypto';
import { ok } from '#lib/kernel';
import { newId } from '#lib/messaging';
import { Policies } from '#lib/service';
import { logDecision } from '../../../apps/sourcing/src/app/decision-log.ts';
import { requests } from '../../../apps/sourcing/src/app/stores.ts';
import type { Decision } from '../../../apps/sourcing/src/domain/request/state.ts';
import type { Installation } from '../installation.ts';
import { HERE, MINE, type RouteSeeds } from '../seed.ts';

const AT = '2025-10-06T14:00:00.000Z';

let waits = 0;
/** Earlier each time: a list begins with what waits the longest. */
const before = (): string => new Date(Date.UTC(2024, 0, 1) - (waits += 1) * 1000).toISOString();

/** A request of the patron MINE that waits for a person's decision. */
async function waiting(at: Installation, since = AT): Promise<{ id: string; reason: string }> {
  const [id, reason] = [newId(), `Seeded ${randomUUID()}`];
  const policies = at.get<Policies>('sourcing', Policies);
  const { compiled } = await at.tx('sourcing', HERE, (tx) => policies.live(tx, 'sourcing'));
  const decision: Decision = {
    id: newId(),
    attempt: 1,
    outcome: { route: 'staff', why: reason, notYet: false },
    reason,
    policy: { name: compiled.policy.name, hash: compiled.hash },
    also: [],
  };
  const asked = {
    patronRef: MINE,
    patronGroup: 'student',
    service: 'loan' as const,
    citation: { kind: 'book' as const, title: reason, authors: ['Seed, Ann'], issn: [], isbn: ['9780679741954'] },
    wishes: { anyEdition: true, ebookAccepted: true },
    submittedAt: AT,
    verification: { status: 'as-cited' as const, notes: [], retracted: false },
    workKey: `w_${id}`,
  } as never;
  await at.tx('sourcing', HERE, async (tx) => {
    await requests.step(tx, id, () =>
      ok([
        { type: 'opened', request: asked, lookups: [], at: AT, deadline: AT },
        { type: 'decided', decision, status: 'waiting-staff', at: since, deadline: AT },
      ]),
    );
    await logDecision(tx, id, decision, { by: 'person', compiled, facts: {} });
  });
  return { id, reason };
}

export const sourcingSeeds: RouteSeeds = {
  'GET /api/sourcing/requests/:id/decisions': {
    async seed(at) {
      const { id, reason } = await waiting(at);
      return { params: { id }, sees: reason };
    },
  },
  'POST /api/sourcing/requests/:id/decide': {
    async seed(at) {
      const { id } = await waiting(at);
      return {
        params: { id },
        body: { route: 'deliver', url: 'https://repository.example/thesis.pdf', reason: 'Found in the repository.' },
        changes: { table: 'sourcing.request', text: id },
      };
    },
  },
  'POST /api/sourcing/requests/:id/close': {
    async seed(at) {
      const { id } = await waiting(at);
      return { params: { id }, body: { reason: 'Nobody has it.' }, changes: { table: 'sourcing.request', text: id } };
    },
  },
  'POST /api/sourcing/requests/:id/look-again': {
    async seed(at) {
      const { id } = await waiting(at);
      return { params: { id }, changes: { table: 'sourcing.request', text: id } };
    },
  },
  'GET /api/sourcing/tasks': { elsewhere: 'their-own', seed: async (at) => ({ sees: (await waiting(at, before())).id }) },
  'PUT /api/sourcing/licenses': {
    elsewhere: 'their-own',
    seed: () => {
      const title = `Licensed ${randomUUID()}`;
      const head =
        'publication_title\tprint_identifier\tonline_identifier\tdate_first_issue_online\tnum_first_vol_online\tnum_first_issue_online\tdate_last_issue_online\tnum_last_vol_online\tnum_last_issue_online\ttitle_url\tfirst_author\ttitle_id\tembargo_info\tcoverage_depth\tnotes\tpublisher_name\tpublication_type\tdate_monograph_published_print\tdate_monograph_published_online\tmonograph_volume\tmonograph_edition\tfirst_editor\tparent_publication_title_id\tpreceding_publication_title_id\taccess_type';
      const row = [
        title,
        '1078-8956',
        '1546-170X',
        '1995',
        '1',
        '1',
        '',
        '',
        '',
        'https://e.example/',
        '',
        'x1',
        '',
        'fulltext',
        '',
        'Seed',
        'serial',
        '',
        '',
        '',
        '',
        '',
        '',
        '',
        'P',
      ];
      return {
        type: 'text/plain',
        body: `${head}\n${row.join('\t')}\n`,
        changes: { table: 'sourcing.licensed_title', text: title },
      };
    },
  },
  'PUT /api/sourcing/catalog': {
    elsewhere: 'their-own',
    seed: () => {
      const title = `Held ${randomUUID()}`;
      return {
        type: 'application/octet-stream',
        body: `<record><leader>00000nam a2200000 a 4500</leader><datafield tag="245"><subfield code="a">${title}</subfield></datafield></record>`,
        changes: { table: 'sourcing.held_title', text: title },
      };
    },
  },
  'PUT /api/sourcing/course-adoptions': {
    elsewhere: 'their-own',
    seed: () => {
      const title = `Textbook ${randomUUID()}`;
      return {
        type: 'text/csv',
        body: `isbn,course,title\n9780135188743,BIO 101,${title}\n`,
        changes: { table: 'sourcing.course_adoption', text: title },
      };
    },
  },
  'POST /api/sourcing/copies': {
    elsewhere: 'their-own',
    seed: () => ({
      body: [{ number: '1078-8956', askedOn: '2025-02-03' }],
      changes: { table: 'sourcing.copyright_copy', text: '1078-8956' },
    }),
  },
};
