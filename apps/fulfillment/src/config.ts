import { setting, settings, type ConfigOf } from '#lib/service';
import { z } from 'zod';

const address = (name: string) =>
  setting(z.url({ protocol: /^https?$/ }).optional(), {
    about: `Where ${name} quotes and takes orders, for every library that has set up no account of its own`,
    remedy: `Give the address of ${name}`,
    unset: 'only libraries with an account of their own order there',
  });

export const fulfillmentConfig = settings({
  GET_IT_NOW_URL: address('Get It Now'),
  REPRINTS_DESK_URL: address('Reprints Desk'),
  VENDOR_URL: address('the vendor'),
});
export type FulfillmentConfig = ConfigOf<typeof fulfillmentConfig>;
