import { catalog } from '../catalog/catalog.ts';
import { formatValue } from '../catalog/value.ts';
import type { AnyEvent } from '../kinds/index.ts';

/** `add-to-collection`, `addToCollection` → `add to collection`. */
const words = (name: string): string => name.replaceAll('-', ' ').replaceAll(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);

/** What follows, in words: `buy (what: copy, from: get-it-now)`, `-1 point for each unit of the price of the copy there`. */
export function eventText(event: AnyEvent): string {
  const params = (event.params ?? {}) as Record<string, unknown>;
  if (event.type === 'points') {
    const { points, per, atMost } = params as { points: number; per?: string; atMost?: number };
    const count = `${points} ${Math.abs(points) === 1 ? 'point' : 'points'}`;
    const fact = per === undefined ? undefined : catalog.get(per);
    if (!fact) return count;
    const unit = fact.unit?.one ?? 'unit';
    return `${count} for each ${unit} of ${fact.label}${atMost === undefined ? '' : `, ${formatValue(atMost, fact)} at most`}`;
  }
  if (event.type === 'exclude') return 'left out';
  const told = Object.entries(params).map(([key, value]) => `${words(key)}: ${paramText(value)}`);
  return `${words(event.type)}${told.length ? ` (${told.join(', ')})` : ''}`;
}

const paramText = (value: unknown): string =>
  typeof value === 'boolean'
    ? value
      ? 'yes'
      : 'no'
    : typeof value === 'object' && value !== null
      ? JSON.stringify(value)
      : String(value);
