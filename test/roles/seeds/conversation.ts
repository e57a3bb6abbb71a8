import { randomUUID } from 'node:crypto';
import { unwrap } from '#lib/kernel';
import { writeMessage } from '../../../apps/directory/src/app/conversation/write-message.ts';
import { NameSafe } from '../../../apps/directory/src/app/names/name-safe.ts';
import { addressFor } from '../../../apps/directory/src/app/mail-in/reply-address.ts';
import { findPerson } from '../../../apps/directory/src/app/notices/addressee.ts';
import { FollowRequests } from '../../../apps/directory/src/app/notices/follow.ts';
import type { Installation } from '../installation.ts';
import { HERE, MAIL_IN, MINE, type RouteSeeds } from '../seed.ts';

// messages lie under a named patron's key
const NAMED = `insert into directory.patron_identity (patron_id, tenant, family_name, card_number, card_key)
  select id, tenant, 'Mine', $2, $2 from directory.patron where patron_ref = $1 on conflict do nothing`;

/** A request of the patron whose rows are seeded, and a message each has written about it. */
async function written(at: Installation): Promise<{ id: string; text: string; messages: string[] }> {
  await at.database.owner.query(NAMED, [MINE, randomUUID()]);
  const [id, text] = [randomUUID(), `Message ${randomUUID()}`];
  const messages = [randomUUID(), randomUUID()];
  const names = at.get<NameSafe>('directory', NameSafe);
  await at.tx('directory', HERE, async (tx) => {
    const asked = { patronRef: MINE, service: 'loan', citation: { title: 'A work' }, wishes: {} };
    await at
      .get<FollowRequests>('directory', FollowRequests)
      .see(tx, id, (followed) => ({ followed }), asked as Parameters<FollowRequests['see']>[3]);
    // staff first: answering would mark the patron's as read
    unwrap(await writeMessage(tx, names, id, { writer: 'staff', via: 'page', account: 'seed', text: 'Hello' }, messages[0]));
    unwrap(await writeMessage(tx, names, id, { writer: 'patron', via: 'page', text }, messages[1]));
  });
  return { id, text, messages };
}

/** Where the patron whose rows are seeded answers about that request. */
const addressOf = (at: Installation, id: string): Promise<string> =>
  at.tx('directory', HERE, async (tx) => {
    const { safe } = await findPerson(tx, at.get<NameSafe>('directory', NameSafe), MINE);
    return addressFor(safe!, MAIL_IN, 'reply', id);
  });

export const conversationSeeds: RouteSeeds = {
  'POST /api/directory/mail-in': {
    async seed(at) {
      const { id } = await written(at);
      return {
        query: `to=${encodeURIComponent(await addressOf(at, id))}&from=a%40mail.example`,
        type: 'message/rfc822',
        body: `From: a@mail.example\r\nMessage-ID: <${randomUUID()}@mail.example>\r\n\r\nYes.\r\n`,
        changes: { table: 'directory.conversation_message', text: id },
      };
    },
  },
  'GET /api/directory/requests/:id/conversation': {
    async seed(at) {
      const { id, text } = await written(at);
      return { params: { id }, sees: text };
    },
  },
  'POST /api/directory/requests/:id/conversation': {
    async seed(at) {
      const [{ id }, own] = [await written(at), randomUUID()];
      return {
        params: { id },
        body: { text: 'Hello', id: own },
        changes: { table: 'directory.conversation_message', text: own },
      };
    },
  },
  'POST /api/directory/requests/:id/conversation/read': {
    async seed(at) {
      const { id } = await written(at);
      return { params: { id }, body: {}, changes: { table: 'directory.conversation_message', text: id } };
    },
  },
};
