import type { FulfillmentConfig } from '../config.ts';
import { GetItNow } from './get-it-now.ts';
import type { Provider, Providers } from './provider.port.ts';
import { ReprintsDesk } from './reprints-desk.ts';
import { Vendor } from './vendor.ts';

/** Everyone we can buy from. A new one: its adapter file, its spec, its address in config.ts, and a line here. */
const ALL: readonly ((config: FulfillmentConfig) => Provider)[] = [
  (config) => new GetItNow(config.GET_IT_NOW_URL),
  (config) => new ReprintsDesk(config.REPRINTS_DESK_URL),
  (config) => new Vendor(config.VENDOR_URL),
];

/** By the name under which a sourcing decision chooses them. */
export const providersOf = (config: FulfillmentConfig): Providers =>
  new Map(ALL.map((make) => make(config)).map((provider) => [provider.name, provider]));
