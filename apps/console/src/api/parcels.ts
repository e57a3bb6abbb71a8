import type { Parcel } from '#lib/contracts';
import { send } from './client.ts';

export type { Parcel };

/** A parcel that nobody announced lies on the desk. */
export const announceParcel = (came: Record<string, unknown>): Promise<Parcel> => send('POST', '/api/fulfillment/parcels', came);
