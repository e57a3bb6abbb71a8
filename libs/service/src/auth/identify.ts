import { Inject, Injectable } from '@nestjs/common';
import { decodeJwt, type JSONWebKeySet } from 'jose';
import type { Action } from '#lib/contracts';
import { reject } from '#lib/kernel';
import { Database, statement, type Tx } from '#lib/messaging';
import type { BaseConfig } from '../config/base.ts';
import { httpRejection } from '../http/rejections.ts';
import { BASE_CONFIG } from '../tokens.ts';
import { ClientTokens } from './client-tokens.ts';
import { clientOf, hashOfKey, tenantOfKey } from './machine-keys.ts';
import { Sessions } from './sessions.ts';
import { AccountStandings } from './standing.ts';
import type { SignedInUser } from './user.ts';

interface MachineRow {
  readonly id: string;
  readonly scopes: Action[];
  readonly jwks: JSONWebKeySet | null;
  readonly jwks_url: string | null;
  readonly used: number;
  readonly seconds: number;
}

const EPOCH = statement('select epoch from identity.session_epoch where account = $1');
const found = (by: string): string => `update identity.machine set last_used_at = now(),
    window_at = case when window_at > now() - interval '1 minute' then window_at else now() end,
    used = case when window_at > now() - interval '1 minute' then used + 1 else 1 end
  where ${by} and active and (expires_at is null or expires_at > now())
  returning id, scopes, jwks, jwks_url, used, ceil(60 - extract(epoch from now() - window_at))::int as seconds`;
const BY_KEY = statement(found(`secret_hash = $1 and kind = 'key'`));
const BY_ID = statement(found(`id = $1 and kind = 'client'`));
const FIND_CLIENT = statement(`select id, jwks, jwks_url from identity.machine where id = $1 and kind = 'client' and active
  and (expires_at is null or expires_at > now())`);
const FORGET = statement('delete from identity.used_token where machine = $1 and expires_at < now()');
const REMEMBER = statement(`insert into identity.used_token (tenant, machine, token_hash, expires_at) values ($1, $2, $3, $4)
  on conflict do nothing`);

/** Says who a token belongs to: a person's session, a library's API key, or a client that signs its own tokens. */
@Injectable()
export class Identify {
  readonly #clientTokens: ClientTokens;
  readonly #perMinute: number;

  constructor(
    private readonly sessions: Sessions,
    private readonly standings: AccountStandings,
    private readonly database: Database,
    @Inject(BASE_CONFIG) base: BaseConfig,
  ) {
    const own = base.TRILLIUM_PUBLIC_URL;
    this.#clientTokens = new ClientTokens(['trillium', ...(own ? [new URL(own).origin] : [])]);
    this.#perMinute = base.TRILLIUM_KEY_REQUESTS_PER_MINUTE;
  }

  /**
   * @returns undefined for a session that is forged, expired or ended
   * @throws HttpRejection that says what is wrong with a key or a client's token
   */
  async who(token: string): Promise<SignedInUser | undefined> {
    if (token.startsWith('trl_')) return this.#byKey(token);
    const session = await this.sessions.open(token);
    if (session) return this.#bySession(session);
    return this.#byClient(token);
  }

  async #bySession({ user, epoch, by }: NonNullable<Awaited<ReturnType<Sessions['open']>>>): Promise<SignedInUser | undefined> {
    const [ended] = await this.database.transaction({ tenant: user.tenant }, (tx) =>
      tx.query<{ epoch: number }>(EPOCH, [user.sub]),
    );
    if (ended && ended.epoch > epoch) return undefined;
    // roles may have been taken away, or the account closed, since it was issued
    const now = await this.standings.now(user);
    return now && { ...now, ...(by && { by }) };
  }

  async #byKey(key: string): Promise<SignedInUser> {
    const tenant = tenantOfKey(key);
    const [row] = tenant
      ? await this.database.transaction({ tenant }, (tx) => tx.query<MachineRow>(BY_KEY, [hashOfKey(key)]))
      : [];
    if (!tenant || !row)
      throw httpRejection(
        401,
        reject('unknown-key', 'This API key is unknown, revoked or expired.', {
          remedy: 'Ask an administrator of your library for a new one.',
        }),
      );
    return this.#machine(tenant, row);
  }

  async #byClient(token: string): Promise<SignedInUser | undefined> {
    const client = clientOf(issuerOf(token));
    if (!client) return undefined;
    const { tenant, id } = client;
    const [keys] = await this.database.transaction({ tenant }, (tx) => tx.query<MachineRow>(FIND_CLIENT, [id]));
    if (!keys)
      throw httpRejection(
        401,
        reject('unknown-client', 'The client this token names is unknown, closed or expired.', {
          remedy: 'Let iss and sub be the name the library’s page of programs shows.',
        }),
      );
    // no network inside a transaction: its keys may have to be fetched
    const { hash, expiresAt } = await this.#clientTokens.check(token, `${tenant}.${id}`, { jwks: keys.jwks, url: keys.jwks_url });
    const row = await this.database.transaction({ tenant }, async (tx) => {
      await useOnce(tx, id, hash, expiresAt);
      return (await tx.query<MachineRow>(BY_ID, [id]))[0];
    });
    return row && this.#machine(tenant, row);
  }

  #machine(tenant: string, { id, scopes, used, seconds }: MachineRow): SignedInUser {
    if (used > this.#perMinute)
      throw httpRejection(
        429,
        reject('too-many-requests', `More than ${this.#perMinute} requests in a minute.`, {
          remedy: `Wait ${seconds} seconds, and ask for less at a time.`,
        }),
      );
    return { sub: `machine:${id}`, tenant, roles: [], scopes };
  }
}

async function useOnce(tx: Tx, machine: string, hash: string, expiresAt: Date): Promise<void> {
  await tx.execute(FORGET, [machine]);
  if (await tx.execute(REMEMBER, [tx.tenant, machine, hash, expiresAt.toISOString()])) return;
  throw httpRejection(
    401,
    reject('token-replayed', 'This token was used before.', { remedy: 'Sign a new one, with a new jti, for each request.' }),
  );
}

function issuerOf(token: string): unknown {
  try {
    return decodeJwt(token).iss;
  } catch {
    return undefined;
  }
}
