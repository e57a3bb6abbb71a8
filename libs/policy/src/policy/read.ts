import { err, ok, type Result } from '#lib/kernel';
import type { PolicyKind } from '../kinds/index.ts';
import { checkMeaning } from './check-meaning.ts';
import { checkShape } from './check-shape.ts';
import { Faults, type PolicyFault } from './fault.ts';
import { JsonTextError, pathText, readJsonText } from './json-text.ts';
import { policySchema, type Policy } from './schema.ts';

/**
 * Reads and checks a policy before anything runs: either it is sound, or every fault with its line and column.
 * @param decides the question it must answer; absent: any
 */
export function readPolicy<Kind extends PolicyKind = PolicyKind>(
  text: string,
  decides?: Kind,
): Result<Policy<Kind>, readonly PolicyFault[]> {
  let json;
  try {
    json = readJsonText(text);
  } catch (error) {
    if (!(error instanceof JsonTextError)) throw error;
    const { line, column, path, message } = error;
    return err([{ path: pathText(path), line, column, message: `This is no JSON: ${message}.` }]);
  }
  const faults = new Faults(json);
  const kind = checkShape(json.value, faults);
  if (kind) {
    // where an editor finds the schema is nothing the policy says
    const { $schema: _, ...policy } = policySchema(kind).parse(json.value);
    checkMeaning(policy as Policy, faults);
    if (decides && kind !== decides)
      faults.add(['decides'], `A policy for "${decides}" is wanted, and this one decides "${kind}".`);
    if (!faults.all.length) return ok(policy as unknown as Policy<Kind>);
  }
  return err(faults.all);
}
