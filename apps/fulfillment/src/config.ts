import { setting, settings, type ConfigOf } from '#lib/service';
import { z } from 'zod';

const address = (name: string, fallback: string) =>
  setting(z.url({ protocol: /^https?$/ }).default(fallback), {
    about: `Where ${name} quotes and takes orders`,
    remedy: `Give the address of ${name}, e.g. ${fallback}`,
  });

export const fulfillmentConfig = settings({
  GET_IT_NOW_URL: address('Get It Now', 'http://localhost:7080/getitnow'),
  REPRINTS_DESK_URL: address('Reprints Desk', 'http://localhost:7080/reprintsdesk'),
  VENDOR_URL: address('the vendor', 'http://localhost:7080/vendor'),
});
export type FulfillmentConfig = ConfigOf<typeof fulfillmentConfig>;
