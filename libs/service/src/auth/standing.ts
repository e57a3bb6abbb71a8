import { Controller, Injectable } from '@nestjs/common';
import { Ctx, Payload } from '@nestjs/microservices';
import { AccountChanged, upcastRoles, type CurrentUser } from '#lib/contracts';
import { Database, Handles, statement, type MessageContext } from '#lib/messaging';

/** How an account stands today: a session may have been issued before it changed. */
export type Standing = Pick<AccountChanged, 'roles' | 'active'>;

/** How long an answer is good for, in milliseconds, where another process of the service may have heard of a change. */
const GOOD_FOR = 5_000;
const MOST = 10_000;
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
/** What services other than directory have heard of accounts; of one that never changed, nothing. */
const HEARD = 'select roles, active from account_standing where id = $1';

/**
 * What accounts may do now, asked at every request: a session says what they might when it was issued. Kept for five seconds; what this
 * process hears itself holds at once.
 */
@Injectable()
export class AccountStandings {
  readonly #known = new Map<string, { readonly standing: Standing | undefined; readonly until: number }>();
  readonly #sql;
  readonly #goodFor: number;

  /**
   * @param sql where the service has it from, if it knows of itself and so asks each time: one row with roles and active, for the account
   * $1 of the transaction's library
   */
  constructor(
    private readonly database: Database,
    sql?: string,
  ) {
    this.#sql = statement(sql ?? HEARD);
    this.#goodFor = sql ? 0 : GOOD_FOR;
  }

  /** The user as they stand now; undefined where the account is closed. A session of no account (a program's) is taken at its word. */
  async now(user: CurrentUser): Promise<CurrentUser | undefined> {
    const standing = UUID.test(user.sub) ? await this.#of(user) : undefined;
    if (!standing) return user;
    return standing.active ? { ...user, roles: standing.roles } : undefined;
  }

  async #of({ sub, tenant }: CurrentUser): Promise<Standing | undefined> {
    const known = this.#known.get(sub);
    if (known && known.until > Date.now()) return known.standing;
    const [row] = await this.database.transaction({ tenant }, (tx) => tx.query<Standing>(this.#sql, [sub]));
    const standing = row && { active: row.active, roles: upcastRoles(row.roles) as Standing['roles'] };
    this.#keep(sub, standing);
    return standing;
  }

  #keep(sub: string, standing: Standing | undefined): void {
    if (this.#known.size >= MOST) this.#known.clear();
    this.#known.set(sub, { standing, until: Date.now() + this.#goodFor });
  }

  /** Asks anew at the next request. */
  forget(sub: string): void {
    this.#known.delete(sub);
  }
}

const LEARN = statement(`insert into account_standing (id, tenant, roles, active, sequence) values ($1, $2, $3, $4, $5)
  on conflict (id) do update set roles = excluded.roles, active = excluded.active, sequence = excluded.sequence
  where account_standing.sequence < excluded.sequence`);

/** Directory's news of accounts, in every other service. */
@Controller()
export class AccountEvents {
  constructor(private readonly standings: AccountStandings) {}

  @Handles(AccountChanged)
  async account(@Payload() { roles, active }: AccountChanged, @Ctx() { envelope, tx }: MessageContext): Promise<void> {
    await tx.execute(LEARN, [envelope.subject, tx.tenant, roles, active, envelope.sequence]);
    tx.afterCommit(() => this.standings.forget(envelope.subject));
  }
}
