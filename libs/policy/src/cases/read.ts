import { err, minorDigits, money, ok, suggestion, type Result } from '#lib/kernel';
import { catalog } from '../catalog/catalog.ts';
import type { FactState, FactValue } from '../catalog/value.ts';
import { Faults, type PolicyFault } from '../policy/fault.ts';
import { JsonTextError, pathText, readJsonText, type Path } from '../policy/json-text.ts';
import type { Policy } from '../policy/schema.ts';
import { CaseFile, type Case, type CaseValue } from './schema.ts';

/** When all facts of cases are from: a case tells of no time. */
const CASE_TIME = '2025-10-06T14:00:00.000Z';
const nameOf = (key: string): string => key.split('(')[0]!;

/** A fact as a case writes it. */
function stateOf(key: string, value: CaseValue, currency: string): FactState {
  const told = { source: 'the case', at: CASE_TIME };
  const { type, from } = catalog.get(nameOf(key))!;
  if (typeof value === 'object' && value !== null && 'missing' in value) return { state: 'missing', lookups: from };
  if (typeof value === 'object' && value !== null && 'unknown' in value)
    return { state: 'unknown', reason: value.unknown, ...told };
  const known: FactValue =
    type === 'money' && typeof value === 'number' ? money(Math.round(value * 10 ** minorDigits(currency)), currency) : value;
  return { state: 'known', value: known, ...told };
}

/** The facts of a case: those of its set, replaced by its own. */
export function caseFacts(file: CaseFile, one: Case, currency: string): Record<string, FactState> {
  const all = { ...(one.given ? file.given[one.given] : {}), ...one.facts };
  return Object.fromEntries(Object.entries(all).map(([key, value]) => [key, stateOf(key, value, currency)]));
}

const FITS: Readonly<Record<string, (value: CaseValue) => boolean>> = {
  number: (value) => typeof value === 'number',
  money: (value) => typeof value === 'number',
  text: (value) => typeof value === 'string',
  choice: (value) => typeof value === 'string',
  date: (value) => typeof value === 'string',
  list: (value) => Array.isArray(value),
  'yes/no': (value) => typeof value === 'boolean',
};

function checkFacts(facts: Readonly<Record<string, CaseValue>>, path: Path, faults: Faults): void {
  for (const [key, value] of Object.entries(facts)) {
    const fact = catalog.get(nameOf(key));
    if (!fact) faults.add([...path, key], `There is no fact "${key}".`, suggestion(nameOf(key), catalog.keys()));
    else if (value === null ? !fact.none : typeof value === 'object' && !Array.isArray(value) ? false : !FITS[fact.type]!(value))
      faults.add([...path, key], `"${key}" is ${fact.type}, and ${JSON.stringify(value)} is not.`);
    else if (fact.type === 'choice' && typeof value === 'string' && !fact.choices!.includes(value))
      faults.add([...path, key], `"${key}" is never "${value}".`, suggestion(value, fact.choices!));
  }
}

/** Reads and checks a file of cases against the policy it is about. */
export function readCases(text: string, policy: Policy): Result<CaseFile, readonly PolicyFault[]> {
  let json;
  try {
    json = readJsonText(text);
  } catch (error) {
    if (!(error instanceof JsonTextError)) throw error;
    return err([{ path: pathText(error.path), line: error.line, message: `This is no JSON: ${error.message}.` }]);
  }
  const faults = new Faults(json);
  const parsed = CaseFile.safeParse(json.value);
  if (!parsed.success) for (const issue of parsed.error.issues) faults.add(issue.path as Path, issue.message);
  else {
    const file = parsed.data;
    const rules = [...policy.rules.map((rule) => rule.id), 'otherwise', 'unknown', 'needs'];
    if (file.policy !== policy.name)
      faults.add(['policy'], `These are cases of "${file.policy}", and the policy is "${policy.name}".`);
    for (const [name, facts] of Object.entries(file.given)) checkFacts(facts, ['given', name], faults);
    const names = new Set<string>();
    file.cases.forEach((one, index) => {
      const path: Path = ['cases', index];
      if (names.has(one.name)) faults.add([...path, 'name'], `There are two cases "${one.name}".`);
      names.add(one.name);
      if (one.given && !file.given[one.given])
        faults.add([...path, 'given'], `There is no set "${one.given}".`, suggestion(one.given, Object.keys(file.given)));
      checkFacts(one.facts, [...path, 'facts'], faults);
      if (!rules.includes(one.outcome.rule))
        faults.add([...path, 'outcome', 'rule'], `There is no rule "${one.outcome.rule}".`, suggestion(one.outcome.rule, rules));
    });
  }
  return faults.all.length || !parsed.success ? err(faults.all) : ok(parsed.data);
}
