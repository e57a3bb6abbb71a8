/**
 * Rows that come out the same in whatever order messages arrive, and however often: each field is a register that keeps the earliest
 * or the latest thing said of it. Services send on topics of their own, so "ordered" may be heard before "requested".
 */
export type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json | undefined };

/** A value and the stamp that says how late it was said. Stamps compare as text. */
export type Register = readonly [stamp: string, value: Json];
export type Registers = Readonly<Record<string, Register>>;

/** One thing a message says of a row. A field is always kept the same way: its first word or its last. */
export interface Said {
  readonly field: string;
  readonly stamp: string;
  readonly value: Json;
  readonly keep: 'first' | 'last';
}

/** A number as a stamp: 12 sorts after 2. */
export const numberStamp = (value: number): string => String(value).padStart(12, '0');

/** A moment as a stamp and as it is stored: always with milliseconds, always UTC. */
export const momentStamp = (moment: string): string => new Date(moment).toISOString();

/** What a field says now, as text. */
export const textOf = (registers: Registers, field: string): string | null => {
  const value = registers[field]?.[1];
  return typeof value === 'string' ? value : null;
};

// equal stamps are settled by the values, so that not even they depend on the order
const later = (a: Register, b: Register): boolean => (a[0] === b[0] ? JSON.stringify(a[1]) > JSON.stringify(b[1]) : a[0] > b[0]);

/** Takes in what was said. Commutative, associative and idempotent; the same object when nothing changed. */
export function merge(registers: Registers, said: readonly Said[]): Registers {
  let merged: Record<string, Register> | undefined;
  for (const { field, stamp, value, keep } of said) {
    const known = (merged ?? registers)[field];
    const next: Register = [stamp, value];
    if (known && !(keep === 'last' ? later(next, known) : later(known, next))) continue;
    merged ??= { ...registers };
    merged[field] = next;
  }
  return merged ?? registers;
}
