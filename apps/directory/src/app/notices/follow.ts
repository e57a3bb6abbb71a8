import { Injectable } from '@nestjs/common';
import type { Citation, ServiceType } from '#lib/contracts';
import { json, statement, type Tx } from '#lib/messaging';
import { nextLook, nothingYet, type Followed, type Happening, type Saw } from '../../domain/notice/followed.ts';
import { forgetConversation, forgetConversationsOf } from '../conversation/forget.ts';
import { patronSafe } from '../names/identities.ts';
import { NameSafe } from '../names/name-safe.ts';
import { zoneOf } from './calendar.ts';
import { noticeSeal, type FollowedRequest } from './followed-request.ts';
import { Tell } from './tell.ts';

/** What a request's own messages say of it. */
export interface Asked {
  readonly patronRef: string;
  readonly service: ServiceType;
  readonly citation: Citation;
  readonly wishes: { readonly pickupBranch?: string | undefined };
}

const BEGIN = statement('insert into followed_request (id, tenant, state) values ($1, $2, $3) on conflict (id) do nothing');
const LOCK = statement(`select id, patron_ref as "patronRef", service, pickup_branch as "pickupBranch", state,
  unlinked_at is not null as unlinked from followed_request where id = $1 for no key update`);
const KNOW = statement(
  'update followed_request set patron_ref = $2, service = $3, pickup_branch = $4, sealed = $5 where id = $1',
);
const KEEP = statement('update followed_request set state = $2, deadline_at = $3, version = version + 1 where id = $1');
const GONE = `update followed_request set patron_ref = null, sealed = null, deadline_at = null, version = version + 1, unlinked_at = $2`;
const UNLINK = statement(`${GONE} where id = $1`);
const FORGET = statement(`${GONE} where patron_ref = $1`);
const PATRON = statement(`select p.id from patron p join patron_identity i on i.patron_id = p.id where p.patron_ref = $1`);
/** So much may happen before it is heard whose request it is. */
const MOST_WAITING = 20;
const LONGEST_TITLE = 200;

/** Follows requests through the messages of other services, so that their patrons are told in time. */
@Injectable()
export class FollowRequests {
  constructor(
    private readonly names: NameSafe,
    private readonly tell: Tell,
  ) {}

  /** Something happened to a request. @param asked where the message says whose it is and what for */
  async see(tx: Tx, id: string, see: (followed: Followed) => Saw, asked?: Asked): Promise<void> {
    await tx.execute(BEGIN, [id, tx.tenant, json(nothingYet)]);
    const [row] = await tx.query<FollowedRequest>(LOCK, [id]);
    if (!row || row.unlinked) return;
    const known = asked ? await this.#learn(tx, row, asked) : row;
    const { followed, happening } = see(row.state);
    await this.#weigh(tx, { ...known, state: followed }, [...followed.waiting, ...(happening ? [happening] : [])]);
  }

  /** The morning has come, or what could not be weighed is looked at again. */
  async look(tx: Tx, id: string, more: (followed: Followed, timeZone: string) => readonly Happening[]): Promise<void> {
    const [row] = await tx.query<FollowedRequest>(LOCK, [id]);
    if (!row || row.unlinked) return;
    const followed = await this.tell.putOff(tx, row);
    await this.#weigh(tx, { ...row, state: followed }, [...followed.waiting, ...more(followed, await zoneOf(tx))]);
  }

  /** The request is nobody's any more. */
  async unlink(tx: Tx, id: string): Promise<void> {
    await forgetConversation(tx, id);
    await tx.execute(UNLINK, [id, tx.now().toISOString()]);
  }

  async #learn(tx: Tx, row: FollowedRequest, { patronRef, service, citation, wishes }: Asked): Promise<FollowedRequest> {
    // what another wrote is not this one's to read
    if (row.patronRef && row.patronRef !== patronRef) await forgetConversation(tx, row.id);
    const title = (citation.title ?? citation.container ?? '').slice(0, LONGEST_TITLE);
    const [patron] = await tx.query<{ id: string }>(PATRON, [patronRef]);
    const sealed = patron ? (await patronSafe(tx, this.names, patron.id)).seal(noticeSeal(row.id), { title }) : null;
    const pickupBranch = wishes.pickupBranch ?? null;
    await tx.execute(KNOW, [row.id, patronRef, service, pickupBranch, sealed]);
    return { ...row, patronRef, service, pickupBranch };
  }

  async #weigh(tx: Tx, row: FollowedRequest, happenings: readonly Happening[]): Promise<void> {
    let state: Followed = { ...row.state, waiting: [] };
    const waiting: Happening[] = [];
    // of one occasion the latest word counts
    for (const happening of new Map(happenings.map((one) => [one.occasion, one])).values()) {
      const later = row.patronRef && row.service ? await this.tell.of(tx, { ...row, state }, happening) : undefined;
      if (later) state = { ...state, later: [...state.later, ...later] };
      else waiting.push(happening);
    }
    state = { ...state, waiting: waiting.slice(-MOST_WAITING) };
    // one whose patron nobody has named waits for that, not for the clock
    const next = row.patronRef ? nextLook(state, tx.now(), await zoneOf(tx)) : null;
    await tx.execute(KEEP, [row.id, json(state), next?.toISOString() ?? null]);
  }
}

/** Every request of a patron who is erased. */
export async function forgetFollowed(tx: Tx, patronRef: string): Promise<void> {
  await forgetConversationsOf(tx, patronRef);
  await tx.execute(FORGET, [patronRef, tx.now().toISOString()]);
}
