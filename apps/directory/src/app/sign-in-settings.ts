import { Injectable } from '@nestjs/common';
import { unwrap } from '#lib/kernel';
import { Database, statement, type Tx } from '#lib/messaging';
import { Seals } from '#lib/service';
import type { OidcSettings } from '../domain/sign-in/oidc.ts';
import { signInDecider, type SignInCommand, type SignInState } from '../domain/sign-in/settings.ts';
import type { Sip2Settings } from '../domain/sign-in/sip2.ts';
import { signInSettings, signInSettingsId } from './stores.ts';

type SecretName = 'oidc' | 'sip2';
const SECRET = statement('select sealed from sign_in_secret where name = $1');
const KEEP = statement(`insert into sign_in_secret (tenant, name, sealed) values ($1, $2, $3)
  on conflict (tenant, name) do update set sealed = excluded.sealed`);
const FORGET = statement('delete from sign_in_secret where name = $1');

/** How the people of a library sign in: read and changed, the secrets sealed. */
@Injectable()
export class SignInSettings {
  constructor(
    private readonly database: Database,
    private readonly seals: Seals,
  ) {}

  of(tenant: string): Promise<SignInState> {
    return this.database.transaction({ tenant }, async (tx) => (await load(tx)).state);
  }

  /** A connection's secret, opened; undefined where it has none. */
  async secret(tenant: string, name: SecretName): Promise<string | undefined> {
    const [row] = await this.database.transaction({ tenant }, (tx) => tx.query<{ sealed: string }>(SECRET, [name]));
    return row && this.seals.open(tenant, row.sealed, `sign-in ${name}`);
  }

  setSecondFactorRoles(tenant: string, actor: string, roles: SignInState['secondFactorRoles']): Promise<SignInState> {
    return this.#step(tenant, actor, { type: 'second-factor', roles });
  }
  /** @param secret the client's; absent: it stays @param settings undefined removes provider and secret */
  setOidc(tenant: string, actor: string, settings: OidcSettings | undefined, secret?: string): Promise<SignInState> {
    return this.#step(tenant, actor, { type: 'oidc', settings, newSecret: secret !== undefined }, 'oidc', secret);
  }
  /** @param secret the terminal's password; absent: it stays */
  setSip2(tenant: string, actor: string, settings: Sip2Settings | undefined, secret?: string): Promise<SignInState> {
    return this.#step(tenant, actor, { type: 'sip2', settings, newSecret: secret !== undefined }, 'sip2', secret);
  }

  #step(tenant: string, actor: string, command: SignInCommand, name?: SecretName, secret?: string): Promise<SignInState> {
    return this.database.transaction({ tenant, actor }, async (tx) => {
      const stepped = unwrap(
        await signInSettings.step(tx, signInSettingsId(tenant), (state) => signInDecider.decide(state, command)),
      );
      if (name && secret) await tx.execute(KEEP, [tenant, name, this.seals.seal(tenant, secret, `sign-in ${name}`)]);
      if (name && 'settings' in command && !command.settings) await tx.execute(FORGET, [name]);
      return stepped.state;
    });
  }
}

const load = (tx: Tx) => signInSettings.load(tx, signInSettingsId(tx.tenant));
