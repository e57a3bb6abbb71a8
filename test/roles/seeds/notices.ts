import { randomUUID } from 'node:crypto';
import { unwrap } from '#lib/kernel';
import { Seals } from '#lib/service';
import { startMailSink, type MailSink } from '#test/world';
import { setConnector } from '../../../apps/directory/src/app/connectors.ts';
import { stepNotice } from '../../../apps/directory/src/app/notices/tell.ts';
import { writeWords } from '../../../apps/directory/src/app/notices/write-words.ts';
import { noticeId, wordsId } from '../../../apps/directory/src/app/stores.ts';
import type { Installation } from '../installation.ts';
import { HERE, type RouteSeeds } from '../seed.ts';

/** A notice that staff are to tell, or whose mail was refused. */
async function notice(at: Installation, refused: boolean): Promise<{ id: string; requestId: string }> {
  const requestId = randomUUID();
  const id = noticeId(requestId, 'arrived', 'ready-for-pickup', 'patron', 'email');
  const about = { requestId, notice: 'ready-for-pickup', to: 'patron', channel: 'email', rule: 'r', policyHash: 'h' } as const;
  await at.tx('directory', HERE, async (tx) => {
    const now = tx.now().toISOString();
    await stepNotice(tx, id, { type: 'begin', about, status: refused ? 'sending' : 'to-tell', at: now });
    if (refused) await stepNotice(tx, id, { type: 'fail', why: 'refused', at: now });
  });
  return { id, requestId };
}
const words = () => ({ subject: `Ready ${randomUUID()}`, body: 'See {{ link }}' });
const DELIVERED = { notice: 'delivered', language: 'es' } as const;

let sink: Promise<MailSink> | undefined;
afterAll(async () => (await sink)?.close());

export const noticesSeeds: RouteSeeds = {
  'GET /api/directory/tasks': {
    elsewhere: 'their-own',
    seed: async (at) => ({ sees: (await notice(at, false)).requestId }),
  },
  'POST /api/directory/notices/:id/told': {
    async seed(at) {
      const { id } = await notice(at, false);
      return { params: { id }, body: {}, changes: { table: 'directory.notice', text: id } };
    },
  },
  'POST /api/directory/notices/:id/send-again': {
    async seed(at) {
      const { id } = await notice(at, true);
      return { params: { id }, body: {}, changes: { table: 'directory.notice', text: id } };
    },
  },
  'GET /api/directory/notice-words': {
    elsewhere: 'their-own',
    async seed(at) {
      const own = words();
      await at.tx('directory', HERE, (tx) => writeWords(tx, DELIVERED.notice, DELIVERED.language, own));
      return { sees: own.subject };
    },
  },
  'PUT /api/directory/notice-words/:notice/:language': {
    elsewhere: 'their-own',
    seed() {
      const body = words();
      return { params: DELIVERED, body, changes: { table: 'directory.notice_words', text: body.subject } };
    },
  },
  'DELETE /api/directory/notice-words/:notice/:language': {
    elsewhere: 'their-own',
    async seed(at) {
      await at.tx('directory', HERE, (tx) => writeWords(tx, DELIVERED.notice, DELIVERED.language, words()));
      const text = wordsId(HERE, DELIVERED.notice, DELIVERED.language);
      return { params: DELIVERED, changes: { table: 'directory.notice_words', text } };
    },
  },
  'POST /api/directory/notice-words/preview': {
    elsewhere: 'same',
    seed() {
      const body = words();
      return { body: { ...DELIVERED, ...body }, sees: body.subject };
    },
  },
  'POST /api/directory/notice-words/test': {
    elsewhere: 'same',
    varies: true,
    async seed(at, { tenant }) {
      sink ??= startMailSink({ taken: () => undefined });
      const address = `smtp://127.0.0.1:${(await sink).port}`;
      const settings = { from: 'ill@library.example' };
      await at.tx('directory', tenant, async (tx) =>
        unwrap(await setConnector(tx, at.get('directory', Seals), 'smtp', { address, settings, secrets: {} })),
      );
      return { body: { ...DELIVERED, ...words() }, sees: 'sentTo' };
    },
  },
};
