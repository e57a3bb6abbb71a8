import { relative } from 'node:path';
import {
  caseFacts,
  decideCase,
  diffPolicies,
  outcomeLines,
  outcomeOfCase,
  outcomeText,
  runCases,
  type Case,
  type CaseRun,
} from '#lib/policy';
import { suggestion } from '#lib/kernel';
import { type ExitCode, type Streams, UsageError } from '../command.ts';
import { readFromDisk, readText, type PolicyOnDisk } from './files.ts';

const named = (file: string): string => relative('.', file);

/** Every file sound, or exit 1 with every fault. */
async function sound(files: readonly string[], { out }: Streams): Promise<PolicyOnDisk[] | undefined> {
  const read = await Promise.all(files.map(readFromDisk));
  const faults = read.flatMap((one) => ('faults' in one ? one.faults : []));
  faults.forEach(out);
  if (!faults.length) return read as PolicyOnDisk[];
  out(`\n${faults.filter((line) => !line.startsWith(' ')).length} fault(s): such a policy cannot go live.`);
  return undefined;
}

/** Whether policies, and the cases beside them, are sound. */
export async function check(files: readonly string[], streams: Streams): Promise<ExitCode> {
  const policies = await sound(files, streams);
  for (const { file, compiled, cases } of policies ?? [])
    streams.out(
      `✓ ${named(file)}: ${compiled.policy.decides}, ${compiled.policy.rules.length} rules, ${cases?.cases.length ?? 'no'} cases, ${compiled.hash.slice(0, 12)}`,
    );
  return policies ? 0 : 1;
}

const withCases = (policies: readonly PolicyOnDisk[]): Required<PolicyOnDisk>[] =>
  policies.map((one) => {
    if (one.cases) return { ...one, cases: one.cases };
    throw new UsageError(
      `${named(one.file)} has no cases.`,
      `Write some into ${named(one.file).replace(/\.json$/, '.cases.json')}`,
    );
  });

/** Whether every case comes out as it says. */
export async function test(files: readonly string[], streams: Streams): Promise<ExitCode> {
  const policies = await sound(files, streams);
  if (!policies) return 1;
  let failed = 0;
  for (const { file, compiled, cases } of withCases(policies)) {
    const { results } = await runCases(compiled, cases);
    for (const { name, passed, differences } of results) {
      if (passed) continue;
      failed += 1;
      streams.out(`✗ ${named(file)}: ${name}`);
      differences.forEach((one) => streams.out(`    ${one}`));
      streams.out(`  → npm run trillium -- policy explain ${named(file)} --case ${JSON.stringify(name)}`);
    }
    streams.out(`${named(file)}: ${results.filter((one) => one.passed).length} of ${results.length} cases come out as they say.`);
  }
  return failed ? 1 : 0;
}

const percent = (part: number, whole: number): string => `${Math.floor((100 * part) / Math.max(1, whole))} %`;

function coverageLines({ coverage: { rules, comparisons } }: CaseRun): { lines: string[]; whole: boolean } {
  const never = rules.filter((one) => !one.fired.length);
  const half = comparisons.filter((one) => !one.sawTrue || !one.sawFalse);
  const seen = comparisons.reduce((sum, one) => sum + Number(one.sawTrue) + Number(one.sawFalse), 0);
  return {
    lines: [
      `rules: ${percent(rules.length - never.length, rules.length)} (${rules.length - never.length} of ${rules.length} apply in some case)`,
      `conditions: ${percent(seen, comparisons.length * 2)} (${seen} of ${comparisons.length * 2}: each comparison seen true and false)`,
      ...never.map((one) => `  no case in which "${one.id}" applies`),
      ...half.map(
        (one) =>
          `  "${one.rule}", ${one.path}: no case in which it is ${one.sawTrue ? 'false' : one.sawFalse ? 'true' : 'looked at'}`,
      ),
    ],
    whole: !never.length && !half.length,
  };
}

/** What the cases cover; exit 1 where something is not. */
export async function coverage(files: readonly string[], streams: Streams): Promise<ExitCode> {
  const policies = await sound(files, streams);
  if (!policies) return 1;
  let whole = true;
  for (const { file, compiled, cases } of withCases(policies)) {
    const told = coverageLines(await runCases(compiled, cases));
    streams.out(named(file));
    told.lines.forEach((line) => streams.out(`  ${line}`));
    whole &&= told.whole;
  }
  return whole ? 0 : 1;
}

/** Why a case, or the facts of a file, come out as they do. */
export async function explain(file: string, of: { case?: string; facts?: string }, streams: Streams): Promise<ExitCode> {
  const [policy] = (await sound([file], streams)) ?? [];
  if (!policy) return 1;
  const { compiled, cases } = policy;
  const one = of.facts === undefined ? caseNamed(policy, of.case!) : factsFrom(of.facts);
  const given = { given: cases?.given ?? {} };
  const came = await decideCase(compiled, given, one);
  const facts = caseFacts(given, one, compiled.policy.currency);
  outcomeLines(compiled, facts, came).forEach((line) => streams.out(line));
  return 0;
}

function caseNamed({ file, cases }: PolicyOnDisk, name: string): Case {
  const found = cases?.cases.find((one) => one.name === name);
  if (found) return found;
  const names = cases?.cases.map((one) => one.name) ?? [];
  throw new UsageError(
    `${named(file)} has no case "${name}".`,
    names.length ? suggestion(name, names) : 'It has no cases; use --facts FILE',
  );
}

function factsFrom(file: string): Omit<Case, 'outcome'> {
  try {
    const { facts, candidates, given } = JSON.parse(readText(file)) as Partial<Case>;
    if (typeof facts === 'object') return { name: file, facts, ...(candidates && { candidates }), ...(given && { given }) };
  } catch (error) {
    if (error instanceof UsageError) throw error;
    throw new UsageError(`${file} is no JSON: ${(error as Error).message}`, 'Write {"facts": {"fact": value, …}}');
  }
  throw new UsageError(`${file} has no "facts".`, 'Write {"facts": {"fact": value, …}}, as a case does');
}

/** What one policy says otherwise than another, and which cases it decides otherwise. */
export async function diff(before: string, after: string, streams: Streams): Promise<ExitCode> {
  const policies = await sound([before, after], streams);
  if (!policies) return 1;
  const [old, now] = policies as [PolicyOnDisk, PolicyOnDisk];
  const differences = diffPolicies(old.compiled, now.compiled);
  if (!differences.length) streams.out('The two policies say the same.');
  differences.forEach((one) => streams.out(one.text));
  if (old.compiled.policy.decides !== now.compiled.policy.decides) return 1;
  const otherwise = await decidedOtherwise(old, now);
  if (otherwise.length) streams.out(`\nDecided otherwise (${otherwise.length}):`);
  otherwise.forEach((line) => streams.out(`  ${line}`));
  return differences.length || otherwise.length ? 1 : 0;
}

async function decidedOtherwise(old: PolicyOnDisk, now: PolicyOnDisk): Promise<string[]> {
  const lines: string[] = [];
  const seen = new Set<string>();
  for (const { cases } of [now, old])
    for (const one of cases?.cases ?? []) {
      if (seen.has(one.name)) continue;
      seen.add(one.name);
      const [was, is] = [await decideCase(old.compiled, cases!, one), await decideCase(now.compiled, cases!, one)];
      if (outcomeText(was) !== outcomeText(is)) lines.push(`${one.name}: ${briefly(was)} → ${briefly(is)}`);
    }
  return lines;
}

function briefly(came: Parameters<typeof outcomeOfCase>[0]): string {
  const outcome = outcomeOfCase(came);
  if ('rule' in outcome) return outcome.event ? `${outcome.rule} (${outcome.event})` : outcome.rule;
  return ('rules' in outcome ? outcome.rules : outcome.order).join(', ') || 'nothing';
}
