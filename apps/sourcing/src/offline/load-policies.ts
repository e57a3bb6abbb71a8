import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { projectRoot } from '#lib/service';
import {
  compilePolicy,
  DECIDING,
  faultText,
  readPolicy,
  type CompiledPolicy,
  type DecidingPolicies,
  type PolicyKind,
} from '#lib/policy';

/**
 * Reads the policies that deciding a request takes, from a folder; those that are not there, as they are shipped.
 * @throws Error listing every fault with file and line, so that nothing runs on a wrong policy
 */
export async function loadPolicies(folder: string): Promise<DecidingPolicies> {
  const shipped = join(projectRoot(), 'rules');
  const loaded = DECIDING.map(async (kind) => [kind, await loadPolicy(kindIn(folder, kind) ? folder : shipped, kind)] as const);
  return Object.fromEntries(await Promise.all(loaded)) as unknown as DecidingPolicies;
}

// sourcing is what such a folder is for: one without it is a mistake
const kindIn = (folder: string, kind: PolicyKind): boolean => kind === 'sourcing' || existsSync(join(folder, `${kind}.json`));

/** Reads one of them. @throws Error listing every fault with file and line */
export async function loadPolicy<Kind extends PolicyKind>(folder: string, kind: Kind): Promise<CompiledPolicy<Kind>> {
  const file = join(folder, `${kind}.json`);
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch {
    throw new Error(`the policy cannot be read: ${file} (setting RULES_FOLDER)`);
  }
  const read = readPolicy(text, kind);
  if (read.ok) return compilePolicy(read.value);
  throw new Error(
    [`the policy ${file} has ${read.error.length} fault(s):`, ...read.error.map((fault) => `  ${faultText(fault)}`)].join('\n'),
  );
}
