import { PermanentError } from '#lib/messaging';
import type { Account } from '#lib/service';
import type { FulfillmentConfig } from '../config.ts';
import { GetItNow } from './get-it-now.ts';
import type { Provider, Providers } from './provider.port.ts';
import { ReprintsDesk } from './reprints-desk.ts';
import type { Seller } from './seller.ts';
import { Vendor } from './vendor.ts';

interface Known {
  readonly title: string;
  readonly make: new (account: Account) => Seller;
  /** The installation's, for libraries without an account of their own. */
  readonly address: string | undefined;
}

/** Everyone we can buy from. A new one: its adapter file, its spec, its address in config.ts, a kind of connector, and a line here. */
const known = (config: FulfillmentConfig): ReadonlyMap<string, Known> =>
  new Map([
    ['get-it-now', { title: 'Get It Now', make: GetItNow, address: config.GET_IT_NOW_URL }],
    ['reprints-desk', { title: 'Reprints Desk', make: ReprintsDesk, address: config.REPRINTS_DESK_URL }],
    ['vendor', { title: 'the vendor', make: Vendor, address: config.VENDOR_URL }],
  ]);

/** By the name under which a sourcing decision chooses them, on the library's own account or else the installation's. */
export function providersOf(config: FulfillmentConfig): Providers {
  const all = known(config);
  return {
    of(name, own): Provider {
      const one = all.get(name);
      if (!one) throw new PermanentError(`no provider "${name}" is set up here`);
      const account = own ?? (one.address ? { address: one.address, settings: {}, secrets: {} } : undefined);
      if (!account) throw new PermanentError(`neither the library nor the consortium has an account at ${one.title}`);
      return new one.make(account);
    },
  };
}
