import { AttemptKind } from '#lib/contracts';
import { z } from 'zod';
import { defineLookup } from './define.ts';

export const TriedSupplier = z.strictObject({ kind: AttemptKind, supplier: z.string(), what: z.string().optional() });
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
