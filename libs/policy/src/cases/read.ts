import { err, minorDigits, money, ok, suggestion, type Result } from '#lib/kernel';
import { catalog, factsOf } from '../catalog/catalog.ts';
import type { Facts, FactState, FactValue } from '../catalog/value.ts';
import type { PolicyKind } from '../kinds/index.ts';
import { Faults, type PolicyFault } from '../policy/fault.ts';
import { JsonTextError, pathText, readJsonText, type Path } from '../policy/json-text.ts';
import type { Policy } from '../policy/schema.ts';
import { caseFileSchema, type Case, type CaseFile, type CaseValue } from './schema.ts';

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

/** The facts of a case: those of its set, replaced by its own, and these by a candidate's. */
export function caseFacts(
  file: Pick<CaseFile, 'given'>,
  one: Pick<Case, 'given' | 'facts' | 'candidates'>,
  currency: string,
  candidate?: string,
): Facts {
  const all = { ...(one.given ? file.given[one.given] : {}), ...one.facts, ...(candidate ? one.candidates?.[candidate] : {}) };
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

function checkFacts(facts: Readonly<Record<string, CaseValue>>, kind: PolicyKind, path: Path, faults: Faults): void {
  const usable = factsOf(kind);
  for (const [key, value] of Object.entries(facts)) {
    const fact = catalog.get(nameOf(key));
    if (!fact || !usable.includes(fact))
      faults.add(
        [...path, key],
        fact ? `"${key}" is not known where ${kind} is decided.` : `There is no fact "${key}".`,
        suggestion(
          nameOf(key),
          usable.map((one) => one.name),
        ),
      );
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
    const { line, column, path, message } = error;
    return err([{ path: pathText(path), line, column, message: `This is no JSON: ${message}.` }]);
  }
  const faults = new Faults(json);
  const parsed = caseFileSchema(policy.hitPolicy).safeParse(json.value);
  if (!parsed.success) for (const issue of parsed.error.issues) faults.add(issue.path as Path, issue.message);
  else checkCases(parsed.data as CaseFile, policy, faults);
  return faults.all.length || !parsed.success ? err(faults.all) : ok(parsed.data as CaseFile);
}

function checkCases(file: CaseFile, policy: Policy, faults: Faults): void {
  const kind = policy.decides;
  if (file.policy !== policy.name)
    faults.add(['policy'], `These are cases of "${file.policy}", and the policy is "${policy.name}".`);
  for (const [name, facts] of Object.entries(file.given)) checkFacts(facts, kind, ['given', name], faults);
  const names = new Set<string>();
  file.cases.forEach((one, index) => {
    const path: Path = ['cases', index];
    if (names.has(one.name)) faults.add([...path, 'name'], `There are two cases "${one.name}".`);
    names.add(one.name);
    if (one.given && !file.given[one.given])
      faults.add([...path, 'given'], `There is no set "${one.given}".`, suggestion(one.given, Object.keys(file.given)));
    checkFacts(one.facts, kind, [...path, 'facts'], faults);
    for (const [candidate, facts] of Object.entries(one.candidates ?? {}))
      checkFacts(facts, kind, [...path, 'candidates', candidate], faults);
    for (const { name, at, among, what } of namedIn(one, policy))
      if (!among.includes(name))
        faults.add([...path, 'outcome', ...at], `There is no ${what} "${name}".`, suggestion(name, among));
  });
}

/** What the outcome of a case names, and among what each must be. */
function namedIn({ outcome, candidates }: Case, policy: Policy) {
  const rules = policy.rules.map((rule) => rule.id);
  if ('rule' in outcome)
    return [{ name: outcome.rule, at: ['rule'], among: [...rules, 'otherwise', 'unknown', 'needs'], what: 'rule' }];
  if ('rules' in outcome)
    return [
      ...outcome.rules.map((name, i) => ({ name, at: ['rules', i], among: [...rules, 'needs'], what: 'rule' })),
      ...Object.keys(outcome.params ?? {}).map((name) => ({ name, at: ['params', name], among: rules, what: 'rule' })),
      ...(outcome.asks ?? []).map((name, i) => ({ name, at: ['asks', i], among: rules, what: 'rule' })),
    ];
  const among = Object.keys(candidates ?? {});
  return [
    ...outcome.order.map((name, i) => ({ name, at: ['order', i], among: [...among, 'needs'], what: 'candidate' })),
    ...Object.keys(outcome.points ?? {}).map((name) => ({ name, at: ['points', name], among, what: 'candidate' })),
    ...(outcome.excluded ?? []).map((name, i) => ({ name, at: ['excluded', i], among, what: 'candidate' })),
  ];
}
