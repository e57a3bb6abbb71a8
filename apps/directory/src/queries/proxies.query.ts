import { Injectable } from '@nestjs/common';
import type { OwnProxies, Proxy } from '#lib/contracts';
import { Database, statement } from '#lib/messaging';
import type { ProxyState } from '../domain/proxy/proxy.ts';
import { PeopleQuery } from './people.query.ts';

const OF = statement('select id, state from proxy where active and (patron_ref = $1 or proxy_ref = $1) order by created_at, id');
const KNOWN = statement(`select p.patron_ref as ref from patron p join patron_identity i on i.patron_id = p.id
  left join account a on a.patron_id = p.id left join credential c on c.account_id = a.id
  where p.active and (i.card_key = $1 or c.username_key = $1)`);

const sameName = (a: string, b: string): boolean =>
  a.normalize('NFC').trim().localeCompare(b.normalize('NFC').trim(), undefined, { sensitivity: 'base' }) === 0;

@Injectable()
export class ProxiesQuery {
  constructor(
    private readonly database: Database,
    private readonly people: PeopleQuery,
  ) {}

  /** Who may ask in a patron's name, and in whose name they may; each with the other one's name. */
  async of(tenant: string, patronRef: string): Promise<OwnProxies> {
    const rows = await this.database.transaction({ tenant }, (tx) =>
      tx.query<{ id: string; state: ProxyState }>(OF, [patronRef]),
    );
    const other = ({ state }: (typeof rows)[number]): string =>
      state.patronRef === patronRef ? state.proxyRef : state.patronRef;
    const names = await this.people.names(tenant, rows.map(other));
    const seen = (row: (typeof rows)[number]): Proxy => {
      const { until, since, grantedBy } = row.state;
      return { id: row.id, patronRef: other(row), name: names[other(row)] ?? '', ...(until && { until }), since, grantedBy };
    };
    return {
      forMe: rows.filter(({ state }) => state.patronRef === patronRef).map(seen),
      forOthers: rows.filter(({ state }) => state.proxyRef === patronRef).map(seen),
    };
  }

  /** The patron whom a card number or username means. @param key of the number or username */
  async known(tenant: string, key: string): Promise<string | undefined> {
    return (await this.database.transaction({ tenant }, (tx) => tx.query<{ ref: string }>(KNOWN, [key])))[0]?.ref;
  }

  /** The patron whom a card number or username means, where the family name is theirs as well. @param key of the number or username */
  async knownAs(tenant: string, key: string, familyName: string): Promise<string | undefined> {
    const found = await this.known(tenant, key);
    const patron = found && (await this.people.one(tenant, found));
    return patron && sameName(patron.familyName, familyName) ? patron.patronRef : undefined;
  }
}
