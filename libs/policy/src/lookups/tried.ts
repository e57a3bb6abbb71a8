import { AttemptKind, Day } from '#lib/contracts';
import { z } from 'zod';
import { defineLookup } from './define.ts';

export const TriedSupplier = z.strictObject({
  kind: AttemptKind,
  supplier: z.string(),
  what: z.string().optional(),
  /** A lender’s no that was for now: from this day on it may be asked again. */
  retryAfter: Day.optional(),
});
export type TriedSupplier = z.infer<typeof TriedSupplier>;

export const tried = defineLookup({
  name: 'tried',
  label: 'the suppliers tried so far',
  cost: 'local',
  shape: z.strictObject({ tried: z.array(TriedSupplier).max(200) }),
});

/** Whether that way was gone already and led to nothing. */
export const wasTried = (
  all: { readonly tried: readonly TriedSupplier[] },
  kind: TriedSupplier['kind'],
  supplier?: string,
): boolean => all.tried.some((one) => one.kind === kind && (supplier === undefined || one.supplier === supplier));

/**
 * Whether a lender that was tried may be asked once more: it said *not now* with a day, and that day has come. Twice is enough: who puts us off again
 * is asked no third time.
 * @param today the asking library's own date
 */
export function mayAskAgain(all: { readonly tried: readonly TriedSupplier[] }, supplier: string, today: string): boolean {
  const times = all.tried.filter((one) => one.kind === 'borrow' && one.supplier === supplier);
  const after = times.at(-1)?.retryAfter;
  return times.length < 2 && after !== undefined && after <= today;
}
