import { Injectable } from '@nestjs/common';
import { keptOfPatron, type KeptOfPatron, type OpenedOfPatron, type Part } from '#lib/service';
import { Database } from '#lib/messaging';
import { findPerson } from '../app/notices/addressee.ts';
import { NameSafe } from '../app/names/name-safe.ts';
import { ConversationQuery } from './conversation.query.ts';
import { PeopleQuery } from './people.query.ts';

const PATRON = 'select id from patron where patron_ref = $1';
const ACCOUNT = `select id from account where patron_id in (${PATRON})`;

/** What directory keeps of a patron beside the name. Of passwords and second factors only that there is one. */
export const DIRECTORY_KEEPS: readonly KeptOfPatron[] = [
  keptOfPatron('Your membership', 'select state, created_at as since, updated_at as changed from patron where patron_ref = $1'),
  keptOfPatron(
    'How you sign in',
    `select a.id as account, a.roles, a.active, a.created_at as since, c.changed_at as "passwordChanged", f.confirmed_at as "secondFactorSince"
     from account a left join credential c on c.account_id = a.id left join second_factor f on f.account_id = a.id where a.id in (${ACCOUNT})`,
  ),
  keptOfPatron(
    'Who may or might ask in your name, and in whose name you',
    'select state, active, created_at as since from proxy where patron_ref = $1 or proxy_ref = $1',
  ),
  keptOfPatron(
    'Other systems you have signed in by',
    `select source, linked_at as since from identity_link where account_id in (${ACCOUNT})`,
  ),
  keptOfPatron(
    'What was written down when something changed',
    `select at, type as what, actor as "by", data from event where aggregate in (${PATRON} union all ${ACCOUNT}) order by at`,
  ),
  keptOfPatron(
    'What you were told about your requests, or why you were not',
    `select n.request_id as request, n.kind as notice, n.channel, n.language, n.status, n.settled_at as since, n.state ->> 'why' as why
     from notice n join followed_request f on f.id = n.request_id where f.patron_ref = $1 and n.recipient = 'patron' order by n.settled_at`,
  ),
  keptOfPatron(
    'Requests followed to tell you of them',
    `select id as request, service, pickup_branch as "pickupBranch", state as awaited, deadline_at as "looksNext"
     from followed_request where patron_ref = $1`,
  ),
  keptOfPatron(
    'That you asked to be erased',
    'select status, open_requests as "openRequests", asked_at as "askedAt" from erasure where patron_ref = $1',
  ),
];

/** Who they are and what they wrote: sealed, and opened for them. */
@Injectable()
export class WhoPatronIs implements OpenedOfPatron {
  constructor(
    private readonly people: PeopleQuery,
    private readonly database: Database,
    private readonly names: NameSafe,
    private readonly conversations: ConversationQuery,
  ) {}

  async collect(tenant: string, patronRef: string): Promise<readonly Part[]> {
    const patron = await this.people.one(tenant, patronRef);
    if (!patron) return [];
    const written = await this.database.transaction({ tenant }, async (tx) => {
      const { safe } = await findPerson(tx, this.names, patronRef);
      return safe ? this.conversations.of(tx, safe, patronRef) : [];
    });
    return [
      { what: 'Who you are', rows: [{ ...patron }], more: false },
      ...(written.length ? [{ what: 'What you and the library wrote to each other', rows: written, more: false }] : []),
    ];
  }
}
