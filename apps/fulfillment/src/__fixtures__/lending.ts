import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { PolicyPublished } from '#lib/contracts';
import { compilePolicy, readPolicy, type CompiledPolicy } from '#lib/policy';
import { projectRoot, stableId } from '#lib/service';

/** A library's own lending policy: who owes is looked at by a person, loans to partners are for four weeks. */
const OWN = {
  name: 'lending',
  decides: 'lending',
  hitPolicy: 'first',
  currency: 'USD',
  rules: [
    {
      id: 'owes',
      description: 'Who owes is looked at by a person',
      priority: 20,
      conditions: { all: [{ fact: 'borrower-balance', operator: 'greaterThan', value: 0 }] },
      whenUnknown: 'skip',
      event: { type: 'staff', params: {} },
      reason: '{borrower} owes {borrower-balance}, says our own policy.',
    },
    {
      id: 'partners',
      description: 'Loans to partners are for four weeks',
      priority: 10,
      conditions: {
        all: [
          { fact: 'wanted-service', operator: 'equal', value: 'loan' },
          { fact: 'borrower-is-partner', operator: 'equal', value: true },
        ],
      },
      whenUnknown: 'skip',
      event: { type: 'supply', params: { loanDays: 28 } },
      reason: 'Four weeks for {borrower}, says our own policy.',
    },
  ],
  otherwise: { event: { type: 'staff', params: {} }, reason: 'A person looks at it, says our own policy.' },
};

/** @throws Error with its faults */
export async function lendingPolicy(text = JSON.stringify(OWN)): Promise<CompiledPolicy<'lending'>> {
  const read = readPolicy(text, 'lending');
  if (!read.ok) throw new Error(JSON.stringify(read.error));
  return compilePolicy(read.value);
}

/** Its publication, as sourcing tells it: for `put` of a spec's outside. */
export const lendingPublished = async (scope: string, text?: string, sequence = 1) =>
  published('lending', scope, await lendingPolicy(text), sequence);

/** The shipped charges policy's publication, for the consortium: what lenders ask by it. */
export async function chargesPublished() {
  const read = readPolicy(readFileSync(join(projectRoot(), 'rules/charges.json'), 'utf8'), 'charges');
  if (!read.ok) throw new Error(JSON.stringify(read.error));
  return published('charges', 'consortium', await compilePolicy(read.value), 1);
}

function published(kind: 'lending' | 'charges', scope: string, { policy, hash }: CompiledPolicy, sequence: number) {
  const data = {
    kind,
    scope,
    versionId: stableId('version', kind, scope, String(sequence)),
    number: sequence,
    sequence,
    hash,
    name: policy.name,
    content: policy,
    since: '2025-10-06T14:00:00.000Z',
  };
  return [scope, PolicyPublished, stableId('policy', scope, kind), data] as const;
}
