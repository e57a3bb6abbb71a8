import { randomBytes } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { renderSVG } from 'uqr';
import { err, ok, reject, unwrap, type Rejection, type Result } from '#lib/kernel';
import { Database, statement, type Tx } from '#lib/messaging';
import { Seals } from '#lib/service';
import { accountDecider, type AccountCommand } from '../domain/account/account.ts';
import { recoveryCodes, recoveryHash, SECRET_BYTES, secretOf, stepOf, uriOf } from './second-factor-codes.ts';
import { REAL_TIME } from './sign-in-tries.ts';
import { accounts, signInSettings, signInSettingsId } from './stores.ts';

/** What an authenticator app needs, shown once. */
export interface Setup {
  readonly secret: string;
  readonly uri: string;
  /** The address as a QR code, an SVG picture. */
  readonly qr: string;
}
export interface FactorState {
  readonly active: boolean;
  /** Whether the library asks it of somebody with these roles. */
  readonly required: boolean;
  readonly recoveryCodesLeft: number;
}
interface Row {
  readonly secret: string;
  readonly confirmed_at: Date | null;
  readonly last_step: string;
}

const FIND = statement('select secret, confirmed_at, last_step::text from second_factor where account_id = $1');
const BEGIN = statement(`insert into second_factor (account_id, tenant, secret) values ($1, $2, $3)
  on conflict (account_id) do update set secret = excluded.secret, last_step = 0 where second_factor.confirmed_at is null`);
// the comparison is what accepts no code twice, however many come at once
const ACCEPT = statement('update second_factor set last_step = $2 where account_id = $1 and last_step < $2');
const CONFIRM = statement('update second_factor set confirmed_at = $2 where account_id = $1 and confirmed_at is null');
const REMOVE = statement('delete from second_factor where account_id = $1');
const FORGET_CODES = statement('delete from recovery_code where account_id = $1');
const ADD_CODES = statement('insert into recovery_code (account_id, tenant, hash) select $1, $2, unnest($3::text[])');
const USE_CODE = statement('update recovery_code set used_at = $3 where account_id = $1 and hash = $2 and used_at is null');
const CODES_LEFT = statement('select count(*)::int as n from recovery_code where account_id = $1 and used_at is null');

export const WRONG_CODE = reject('wrong-code', 'This code is wrong, or was used before.', {
  field: 'code',
  remedy: 'Wait for the next code of your app and type that; or type one of your recovery codes.',
});
const NEEDED = reject('second-factor-needed', 'Your account asks for a second factor.', {
  field: 'code',
  remedy: 'Type the code your authenticator app shows, or a recovery code.',
});
const TO_SET_UP = reject('second-factor-to-set-up', 'Your library asks for a second factor of people who do your work.', {
  field: 'code',
  remedy: 'Set it up now with an authenticator app on your phone.',
});
const NOT_BEGUN = reject('no-such-second-factor', 'No second factor is being set up.', { remedy: 'Begin anew.' });

/** Codes of authenticator apps (RFC 6238) beside passwords. The secret is sealed; recovery codes are kept as hashes. */
@Injectable()
export class SecondFactors {
  constructor(
    private readonly database: Database,
    private readonly seals: Seals,
    @Inject(REAL_TIME) private readonly realTime: () => number,
  ) {}

  state(tenant: string, account: string, roles: readonly string[]): Promise<FactorState> {
    return this.database.transaction({ tenant }, async (tx) => {
      const row = await find(tx, account);
      const [left] = await tx.query<{ n: number }>(CODES_LEFT, [account]);
      return { active: Boolean(row?.confirmed_at), required: await isRequired(tx, roles), recoveryCodesLeft: left?.n ?? 0 };
    });
  }

  /** Makes a secret, which counts for nothing before a code confirms it. @param label how an app lists it */
  async begin(tenant: string, account: string, label: string): Promise<Result<Setup, Rejection>> {
    const secret = secretOf(randomBytes(SECRET_BYTES));
    const begun = await this.database.transaction({ tenant, actor: account }, (tx) =>
      tx.execute(BEGIN, [account, tenant, this.seals.seal(tenant, secret, contextOf(account))]),
    );
    if (!begun)
      return err(reject('already-there', 'This account has a second factor.', { remedy: 'Remove it first, with a code of it.' }));
    const uri = uriOf(secret, label);
    return ok({ secret, uri, qr: renderSVG(uri, { border: 2 }) });
  }

  /** Puts it in force by the first code. @returns recovery codes, shown this once */
  confirm(tenant: string, account: string, code: string): Promise<Result<readonly string[], Rejection>> {
    return this.database.transaction({ tenant, actor: account }, async (tx) => {
      const row = await find(tx, account);
      if (!row || row.confirmed_at) return err(NOT_BEGUN);
      if (!(await this.#accept(tx, account, row, code))) return err(WRONG_CODE);
      await tx.execute(CONFIRM, [account, tx.now().toISOString()]);
      await step(tx, account, { type: 'second-factor-set' });
      return ok(await newCodes(tx, account));
    });
  }

  /** What sign-in asks beside the right password. @returns recovery codes where this code has just put a new second factor in force */
  async demand(
    tenant: string,
    account: string,
    roles: readonly string[],
    code: string | undefined,
  ): Promise<Result<readonly string[] | undefined, Rejection>> {
    const { active, required } = await this.state(tenant, account, roles);
    if (!active && !required) return ok(undefined);
    if (!code) return err(active ? NEEDED : TO_SET_UP);
    return active ? this.check(tenant, account, code) : this.confirm(tenant, account, code);
  }

  /** A code of the app or a recovery code, each good once. */
  check(tenant: string, account: string, code: string): Promise<Result<undefined, Rejection>> {
    return this.database.transaction({ tenant, actor: account }, async (tx) => {
      const row = await find(tx, account);
      if (!row?.confirmed_at) return err(NOT_BEGUN);
      if (await this.#accept(tx, account, row, code)) return ok(undefined);
      const hash = recoveryHash(account, code);
      if (!hash || !(await tx.execute(USE_CODE, [account, hash, tx.now().toISOString()]))) return err(WRONG_CODE);
      await step(tx, account, { type: 'recovery-code-use' });
      return ok(undefined);
    });
  }

  /** @param how `reset`: by somebody else, for a person who has lost phone and codes */
  remove(tenant: string, account: string, how: 'own' | 'reset', actor: string): Promise<Result<void, Rejection>> {
    return this.database.transaction({ tenant, actor }, async (tx) => {
      const stepped = await accounts.step(tx, account, (state) =>
        accountDecider.decide(state, { type: 'second-factor-remove', how }),
      );
      if (!stepped.ok) return stepped;
      await tx.execute(REMOVE, [account]);
      await tx.execute(FORGET_CODES, [account]);
      return ok(undefined);
    });
  }

  renewCodes(tenant: string, account: string): Promise<readonly string[]> {
    return this.database.transaction({ tenant, actor: account }, async (tx) => {
      await step(tx, account, { type: 'recovery-codes-renew' });
      return newCodes(tx, account);
    });
  }

  async #accept(tx: Tx, account: string, row: Row, code: string): Promise<boolean> {
    const secret = this.seals.open(tx.tenant, row.secret, contextOf(account));
    const accepted = stepOf(secret, code, this.realTime(), Number(row.last_step));
    return accepted !== undefined && (await tx.execute(ACCEPT, [account, accepted])) > 0;
  }
}

const contextOf = (account: string): string => `totp ${account}`;
const find = async (tx: Tx, account: string): Promise<Row | undefined> => (await tx.query<Row>(FIND, [account]))[0];
const step = async (tx: Tx, account: string, command: AccountCommand): Promise<unknown> =>
  unwrap(await accounts.step(tx, account, (state) => accountDecider.decide(state, command)));

async function isRequired(tx: Tx, roles: readonly string[]): Promise<boolean> {
  const { state } = await signInSettings.load(tx, signInSettingsId(tx.tenant));
  return state.secondFactorRoles.some((role) => roles.includes(role));
}

async function newCodes(tx: Tx, account: string): Promise<readonly string[]> {
  const codes = recoveryCodes(randomBytes(512));
  await tx.execute(FORGET_CODES, [account]);
  await tx.execute(ADD_CODES, [account, tx.tenant, codes.map((code) => recoveryHash(account, code)!)]);
  return codes;
}
