import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { PolicyPublished, type CostIncurred } from '#lib/contracts';
import { compilePolicy, readPolicy, type CompiledPolicy } from '#lib/policy';
import { projectRoot, stableId } from '#lib/service';
import { settlementBy, type Settlement } from '../domain/charge/settlement.ts';
import type { Sent } from './deliver.ts';

const AT = '2025-10-06T14:00:00.000Z';

/** The policy for charges as it is shipped, its text changed where wanted, compiled. @throws Error with its faults */
export async function chargesPolicy(change = (text: string): string => text): Promise<CompiledPolicy<'charges'>> {
  const read = readPolicy(change(readFileSync(join(projectRoot(), 'rules/charges.json'), 'utf8')), 'charges');
  if (!read.ok) throw new Error(JSON.stringify(read.error));
  return compilePolicy(read.value);
}

/** What that policy says of a cost. */
export const settledBy = (cost: CostIncurred, compiled: CompiledPolicy<'charges'>): Promise<Settlement> =>
  settlementBy(compiled, cost, AT);

/** Its publication, as sourcing tells it. */
export async function chargesPublished(sequence = 1, scope = 'consortium', change?: (text: string) => string): Promise<Sent> {
  const { policy, hash } = await chargesPolicy(change);
  return {
    message: PolicyPublished,
    tenant: scope,
    subject: stableId('policy', scope, 'charges'),
    data: {
      kind: 'charges',
      scope,
      versionId: stableId('version', scope, String(sequence)),
      number: sequence,
      sequence,
      hash,
      name: policy.name,
      content: policy,
      since: AT,
    },
  };
}
