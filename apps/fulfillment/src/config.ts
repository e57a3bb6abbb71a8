import { setting, settings, type ConfigOf } from '#lib/service';
import { z } from 'zod';

const address = (playedAt: string, name: string) =>
  setting(z.url({ protocol: /^https?$/ }).optional(), {
    about: `Where ${name} quotes and takes orders, for every library that has set up no account of its own`,
    remedy: `Give the address of ${name}`,
    unset: 'only libraries with an account of their own order there',
    playedAt,
  });

export const fulfillmentConfig = settings({
  GET_IT_NOW_URL: address('getitnow', 'Get It Now'),
  REPRINTS_DESK_URL: address('reprintsdesk', 'Reprints Desk'),
  VENDOR_URL: address('vendor', 'the vendor'),
});
export type FulfillmentConfig = ConfigOf<typeof fulfillmentConfig>;
