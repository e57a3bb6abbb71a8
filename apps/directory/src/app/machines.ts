import { Injectable } from '@nestjs/common';
import type { Action } from '#lib/contracts';
import { unwrap, reject, RejectionError } from '#lib/kernel';
import { Database, json, statement, type Tx } from '#lib/messaging';
import { clientName, newKey } from '#lib/service';
import { machineDecider, type MachineKind, type MachineState } from '../domain/machine/machine.ts';
import { machines } from './stores.ts';

export interface Terms {
  readonly name: string;
  readonly scopes: readonly Action[];
  readonly expiresAt?: string | undefined;
}
export interface ClientTerms extends Terms {
  readonly jwks?: object | undefined;
  readonly jwksUrl?: string | undefined;
}
export interface ListedMachine extends MachineState {
  readonly id: string;
  readonly client?: string;
  readonly lastUsedAt?: Date | undefined;
}

const ADD =
  statement(`insert into identity.machine (id, tenant, kind, name, scopes, secret_hash, jwks, jwks_url, expires_at, active)
  values ($1, $2, $3, $4, $5, $6, $7, $8, $9, true) on conflict (tenant, kind, name) do nothing`);
const CHANGE = statement(
  'update identity.machine set name = $2, scopes = $3, jwks = $4, jwks_url = $5, expires_at = $6 where id = $1',
);
// the name is free again for another
const REVOKE = statement(`update identity.machine set active = false, name = name || ' ' || id where id = $1 and active`);
const LIST = statement(`select m.id, m.state, i.last_used_at from machine m left join identity.machine i on i.id = m.id
  order by m.active desc, m.created_at desc limit 500`);

/** A library's programs: API keys, and clients that sign their own tokens. */
@Injectable()
export class Machines {
  constructor(private readonly database: Database) {}

  /** @returns the key, to be shown once */
  makeKey(tenant: string, actor: string, terms: Terms): Promise<{ id: string; key: string; prefix: string }> {
    return this.database.transaction({ tenant, actor }, async (tx) => {
      const { key, prefix, hash } = newKey(tenant);
      const id = await make(tx, 'key', terms, { prefix }, hash);
      return { id, key, prefix };
    });
  }

  makeClient(tenant: string, actor: string, terms: ClientTerms): Promise<{ id: string; client: string }> {
    return this.database.transaction({ tenant, actor }, async (tx) => {
      const id = await make(tx, 'client', terms, { jwksUrl: terms.jwksUrl });
      return { id, client: clientName(tenant, id) };
    });
  }

  changeClient(tenant: string, actor: string, id: string, terms: ClientTerms): Promise<void> {
    return this.database.transaction({ tenant, actor }, async (tx) => {
      const { jwks, jwksUrl } = terms;
      const { state } = unwrap(
        await machines.step(tx, id, (machine) => machineDecider.decide(machine, { type: 'change', ...terms })),
      );
      const values = [state.name, [...state.scopes], jwks ? json(jwks) : null, jwksUrl ?? null, state.expiresAt ?? null];
      await tx.execute(CHANGE, [id, ...values]);
    });
  }

  /** From the next request on, in every service. */
  revoke(tenant: string, actor: string, id: string): Promise<void> {
    return this.database.transaction({ tenant, actor }, async (tx) => {
      unwrap(await machines.step(tx, id, (machine) => machineDecider.decide(machine, { type: 'revoke' })));
      await tx.execute(REVOKE, [id]);
    });
  }

  list(tenant: string): Promise<ListedMachine[]> {
    return this.database.transaction({ tenant }, async (tx) => {
      const rows = await tx.query<{ id: string; state: MachineState; last_used_at: Date | null }>(LIST);
      return rows.map(({ id, state, last_used_at: last }) => ({
        id,
        ...state,
        ...(state.kind === 'client' && { client: clientName(tenant, id) }),
        ...(last && { lastUsedAt: last }),
      }));
    });
  }
}

async function make(
  tx: Tx,
  kind: MachineKind,
  terms: ClientTerms,
  more: { readonly prefix?: string; readonly jwksUrl?: string | undefined },
  secretHash?: string,
): Promise<string> {
  const id = tx.newId();
  const { name, scopes, expiresAt } = terms;
  const command = { type: 'make' as const, kind, name, scopes, expiresAt, ...more };
  const { state } = unwrap(await machines.step(tx, id, (machine) => machineDecider.decide(machine, command)));
  const keys = [secretHash ?? null, terms.jwks ? json(terms.jwks) : null, terms.jwksUrl ?? null];
  const added = await tx.execute(ADD, [id, tx.tenant, kind, state.name, [...state.scopes], ...keys, expiresAt ?? null]);
  if (!added)
    throw new RejectionError(
      reject('already-taken', `There is a program "${state.name}" at this library.`, {
        field: 'name',
        remedy: 'Choose another name.',
      }),
    );
  return id;
}
