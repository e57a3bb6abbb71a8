import { randomUUID } from 'node:crypto';
import { unwrap } from '#lib/kernel';
import { newId } from '#lib/messaging';
import { stepRequest } from '../../../apps/intake/src/app/step-request.ts';
import type { AttemptSeen } from '../../../apps/intake/src/domain/page/progress.ts';
import { check } from '../../../apps/intake/src/domain/verification/check.ts';
import { submitRequest } from '../../../apps/intake/src/app/submit-request.ts';
import type { Installation } from '../installation.ts';
import { CONSORTIUM, HERE, MINE, type RouteSeeds } from '../seed.ts';

const QUESTION = {
  decisionId: '0199b000-0000-7000-8000-00000000dec1',
  question: 'cost',
  text: 'It costs $150. Shall we buy it?',
  options: [
    { value: 'agree', label: 'Yes' },
    { value: 'cancel', label: 'No' },
  ],
  default: 'cancel',
  answerBy: '2025-10-10T14:00:00.000Z',
};

/** A request of the patron MINE: a book no registry has to be asked about. */
async function request(
  at: Installation,
  { unverifiable = false, verified = false } = {},
): Promise<{ id: string; title: string }> {
  const [id, title] = [newId(), `Seeded ${randomUUID()}`];
  const citation = unverifiable
    ? { kind: 'article' as const, container: title }
    : { kind: 'book' as const, title, authors: ['Seed, Ann'] };
  await at.tx('intake', HERE, async (tx) => {
    const { citation: read, citationNotes } = unwrap(
      await submitRequest(tx, id, { citation }, { channel: 'form', patron: { patronRef: MINE, group: 'student' } }),
    );
    const checked = check(read!, {}, citationNotes ?? []);
    if (verified) unwrap(await stepRequest(tx, id, { type: 'verify', round: 1, checked, now: tx.now().toISOString() }));
  });
  return { id, title };
}
/** A verified request with one supply attempt, as fulfillment has told of it. */
async function supplied(at: Installation, attempt: Partial<AttemptSeen>): Promise<{ id: string }> {
  const { id } = await request(at, { verified: true });
  const decision = { attempt: 1, id: QUESTION.decisionId, route: 'borrow', reason: 'Seeded.' };
  const seen = { decisionId: decision.id, kind: 'borrow', supplier: 'ACU', position: 1, sequence: 1, ...attempt };
  await at.database.owner.query('update intake.request_view set progress = progress || $2 where id = $1', [
    id,
    JSON.stringify({ decision, attempts: { [newId()]: seen } }),
  ]);
  return { id };
}
async function batch(at: Installation, tenant: string): Promise<{ id: string; name: string }> {
  const [id, name] = [randomUUID(), `file-${randomUUID()}.csv`];
  await at.database.owner.query(
    `insert into intake.batch (id, tenant, file_name, sha256, encoding, warnings, uploaded_by, uploaded_at)
     values ($1, $2, $3, $3, 'utf-8', '[]', 'seed', now())`,
    [id, tenant, name],
  );
  return { id, name };
}
const uploader = (place: string): string => (place === 'everywhere' ? CONSORTIUM : HERE);

export const intakeSeeds: RouteSeeds = {
  'POST /api/intake/requests': {
    // another patron asks for themselves
    elsewhere: ({ place }) => (place === 'another’s' ? 'same' : 'refused'),
    seed(_at, { role }) {
      const title = `Asked ${randomUUID()}`;
      const self = role === 'patron' || role === 'proxy';
      return {
        body: { library: HERE, citation: { kind: 'book', title, authors: ['Seed, Ann'] }, ...(!self && { patron: MINE }) },
        changes: { table: 'intake.request_view', text: title },
      };
    },
  },
  'GET /api/intake/requests': {
    elsewhere: 'their-own',
    async seed(at) {
      const { id, title } = await request(at);
      return { query: `q=${encodeURIComponent(title)}`, sees: id };
    },
  },
  'GET /api/intake/fees': {
    elsewhere: 'their-own',
    async seed(at, { role }) {
      const { id } = await request(at);
      const none = { minor: 0, currency: 'USD' };
      const fee = { amount: { minor: 500, currency: 'USD' }, paid: none, waived: none, open: { minor: 500, currency: 'USD' } };
      await at.database.owner.query('update intake.request_view set fee = $2 where id = $1', [id, JSON.stringify(fee)]);
      return { ...(role !== 'patron' && role !== 'proxy' && { query: `patron=${MINE}` }), sees: id };
    },
  },
  'GET /api/intake/requests/:id': {
    async seed(at) {
      const { id, title } = await request(at);
      return { params: { id }, sees: title };
    },
  },
  'POST /api/intake/requests/:id/cancel': {
    async seed(at) {
      const { id } = await request(at);
      return { params: { id }, body: { reason: 'No longer needed' }, changes: { table: 'intake.request', text: id } };
    },
  },
  'POST /api/intake/requests/:id/renew': {
    async seed(at) {
      const { id } = await supplied(at, { kind: 'borrow', status: 'checked-out' });
      return { params: { id }, changes: { table: 'intake.request', text: id } };
    },
  },
  'POST /api/intake/requests/:id/not-obtained': {
    async seed(at) {
      const { id } = await supplied(at, { kind: 'link', status: 'delivered', delivered: true });
      return { params: { id }, body: { reason: 'dead-link' }, changes: { table: 'intake.request', text: id } };
    },
  },
  'POST /api/intake/requests/:id/answer': {
    async seed(at) {
      const { id } = await request(at, { verified: true });
      await at.database.owner.query('update intake.request_view set question = $2 where id = $1', [id, JSON.stringify(QUESTION)]);
      return {
        params: { id },
        body: { decisionId: QUESTION.decisionId, answer: 'agree' },
        changes: { table: 'intake.request', text: id },
      };
    },
  },
  'POST /api/intake/requests/:id/correct': {
    async seed(at) {
      const { id } = await request(at);
      return { params: { id }, body: { year: 1999 }, changes: { table: 'intake.request', text: id } };
    },
  },
  'POST /api/intake/requests/:id/go-on': {
    async seed(at) {
      const { id } = await request(at, { unverifiable: true });
      return { params: { id }, changes: { table: 'intake.request', text: id } };
    },
  },
  'POST /api/intake/openurl': {
    elsewhere: 'same',
    seed: () => ({ body: { query: 'genre=book&btitle=Seeded+openurl&rft.isbn=9780679741954' }, sees: 'Seeded openurl' }),
  },
  'GET /api/intake/tasks': {
    elsewhere: 'their-own',
    seed: async (at) => ({ sees: (await request(at, { unverifiable: true })).id }),
  },
  'POST /api/intake/batches': {
    elsewhere: 'their-own',
    seed() {
      const name = `up-${randomUUID()}.csv`;
      return {
        query: `name=${name}`,
        type: 'text/csv',
        body: `Library,Username,RequestType,DocumentType,LoanTitle,LoanAuthor\n${HERE},${MINE},Loan,Book,${randomUUID()},"Seed, Ann"\n`,
        changes: { table: 'intake.batch', text: name },
      };
    },
  },
  'GET /api/intake/batches': {
    elsewhere: 'their-own',
    seed: async (at, { place }) => ({ sees: (await batch(at, uploader(place))).name }),
  },
  'GET /api/intake/batches/:id': {
    async seed(at, { place }) {
      const { id, name } = await batch(at, uploader(place));
      return { params: { id }, sees: name };
    },
  },
};
