import { Inject, Injectable } from '@nestjs/common';
import { Cron, CronExpression } from '@nestjs/schedule';
import { Database, statement } from '#lib/messaging';
import { PatronKeys } from '#lib/service';
import { LIMITS, waitMinutes, WINDOW, type Limit } from '../domain/account/tries.ts';
import { CONSORTIUM } from '../domain/library/library.ts';

/** Real time in milliseconds since 1970: whoever guesses passwords does so in it, however fast the simulated clock runs. */
export const REAL_TIME = Symbol('real time');

const COUNT =
  statement(`insert into sign_in_try as t (key, tries, since) select key, 1, $2::timestamptz from unnest($1::text[]) key order by key
  on conflict (key) do update set
    tries = case when t.since <= $2::timestamptz - make_interval(secs => $3) then 1 else t.tries + 1 end,
    since = case when t.since <= $2::timestamptz - make_interval(secs => $3) then $2::timestamptz else t.since end
  returning key, tries, since`);
const FORGET = statement('delete from sign_in_try where key = any($1)');
const TAKE_BACK = statement('update sign_in_try set tries = tries - 1 where key = $1 and tries > 0');
const SWEEP = statement('delete from sign_in_try where since < $1::timestamptz');

/** Counts tries to sign in, over all processes: by account, by address, and by both together. */
@Injectable()
export class SignInTries {
  constructor(
    private readonly database: Database,
    private readonly keys: PatronKeys,
    @Inject(REAL_TIME) private readonly realTime: () => number,
  ) {}

  /** Forgets tries that count for nothing any more. */
  @Cron(CronExpression.EVERY_HOUR)
  async sweep(): Promise<void> {
    const before = new Date(this.realTime() - 10 * WINDOW).toISOString();
    await this.database.transaction({ tenant: CONSORTIUM }, (tx) => tx.execute(SWEEP, [before]));
  }

  /** Counts one more try. @returns in how many minutes another is allowed, where this one is too many */
  async count(account: string, address: string): Promise<number | undefined> {
    const keys = this.#keys(account, address);
    const now = this.realTime();
    const rows = await this.database.transaction({ tenant: CONSORTIUM }, async (tx) => {
      return tx.query<{ key: string; tries: number; since: Date }>(COUNT, [
        Object.values(keys),
        new Date(now).toISOString(),
        WINDOW / 1000,
      ]);
    });
    const counted = (Object.keys(LIMITS) as Limit[]).map((limit) => {
      const { tries, since } = rows.find(({ key }) => key === keys[limit])!;
      return { limit, tries, since: since.getTime() };
    });
    return waitMinutes(counted, now);
  }

  /** The try was right: the account's count begins anew, the address's is one less. */
  async forget(account: string, address: string): Promise<void> {
    const { pair, account: whole, address: from } = this.#keys(account, address);
    await this.database.transaction({ tenant: CONSORTIUM }, async (tx) => {
      await tx.execute(FORGET, [[pair, whole].toSorted()]);
      await tx.execute(TAKE_BACK, [from]);
    });
  }

  // keyed hashes: the table tells neither who tried nor from where
  #keys(account: string, address: string): Record<Limit, string> {
    return {
      pair: this.keys.of('sign-in pair', `${account} ${address}`),
      account: this.keys.of('sign-in account', account),
      address: this.keys.of('sign-in address', address),
    };
  }
}
