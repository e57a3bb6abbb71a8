import { DAY } from '#lib/kernel';
import type { Row, WorldState } from './state.ts';

export interface Parcel {
  readonly from: string;
  readonly to: string;
  /** What the label inside says: the request's number, or the order's reference. */
  readonly reference: string;
  /** The transaction or order it belongs to, in the table of `service`. */
  readonly about: string;
  readonly service: 'vendor' | 'iso18626';
  readonly title: string;
  readonly pieces: number;
  readonly barcode?: string;
}

/** A UPS tracking number with its check digit (letter = (ASCII − 63) mod 10; every second of the 15 doubled). */
export function trackingNumber(count: number): string {
  const body = `TW0${String(count).padStart(12, '0')}`.slice(0, 15);
  const sum = Array.from(body).reduce((total, character, index) => {
    const value = /\d/.test(character) ? Number(character) : (character.codePointAt(0)! - 63) % 10;
    return total + value * (index % 2 ? 2 : 1);
  }, 0);
  return `1Z${body}${(10 - (sum % 10)) % 10}`;
}

/** Gives a parcel to the carrier. @returns its tracking number. */
export function sendParcel(state: WorldState, parcel: Parcel, shippedAt: number, transitDays: number): string {
  const id = trackingNumber(state.table('carrier').size + 1);
  const at = new Date(shippedAt).toISOString();
  const row: Row = { id, ...parcel, status: 'in-transit', shippedAt: at };
  state.put('carrier', 'parcel', row, parcel.reference, at);
  state.schedule('carrier', 'arrive', id, shippedAt + transitDays * DAY);
  return id;
}
