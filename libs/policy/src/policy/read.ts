import { err, ok, type Result } from '#lib/kernel';
import { checkMeaning } from './check-meaning.ts';
import { checkShape } from './check-shape.ts';
import { Faults, type PolicyFault } from './fault.ts';
import { JsonTextError, pathText, readJsonText } from './json-text.ts';
import { Policy } from './schema.ts';

/** Reads and checks a policy before anything runs: either it is sound, or every fault with its line. */
export function readPolicy(text: string): Result<Policy, readonly PolicyFault[]> {
  let json;
  try {
    json = readJsonText(text);
  } catch (error) {
    if (!(error instanceof JsonTextError)) throw error;
    return err([{ path: pathText(error.path), line: error.line, message: `This is no JSON: ${error.message}.` }]);
  }
  const faults = new Faults(json);
  if (checkShape(json.value, faults)) {
    const policy = Policy.parse(json.value);
    checkMeaning(policy, faults);
    if (!faults.all.length) return ok(policy);
  }
  return err(faults.all);
}
