import type { PolicyDiff } from '#lib/contracts';
import { decideCase, eventText, outcomeText, policySentences, readCases, type Came, type CompiledPolicy } from '#lib/policy';
import { readOnce } from './content.ts';

type Changes = Pick<PolicyDiff, 'rules' | 'cases'>;

/** What a version would change: its rules against those in force, in words, and the cases beside it that come out otherwise. */
export async function compare(before: string, { text, cases }: { text: string; cases: string }): Promise<Changes> {
  const [old, next] = await Promise.all([compiledOf(before), compiledOf(text)]);
  if (!next) return { rules: [], cases: [] };
  return { rules: rulesChanged(old, next), cases: old ? await casesChanged(old, next, cases) : [] };
}

async function compiledOf(text: string): Promise<CompiledPolicy | undefined> {
  const read = await readOnce(text);
  return 'compiled' in read ? read.compiled : undefined;
}

const sentences = (compiled: CompiledPolicy): Map<string, string> =>
  new Map(
    policySentences(compiled).map(({ id, description, when, reason, whenUnknown }) => {
      const { event } = compiled.policy.rules.find((rule) => rule.id === id)!;
      return [id, `${description}: ${when} Then ${eventText(event)}: “${reason}” If unknown: ${whenUnknown}.`];
    }),
  );

function rulesChanged(old: CompiledPolicy | undefined, next: CompiledPolicy): PolicyDiff['rules'] {
  const [was, is] = [old ? sentences(old) : new Map<string, string>(), sentences(next)];
  const changed: PolicyDiff['rules'] = [];
  const stayed = (names: Iterable<string>): string[] => [...names].filter((id) => was.has(id) && is.has(id));
  const order = stayed(was.keys());
  // a rule has moved where another one now stands before or after it; one that others were put around has not
  const kept = longestRising(stayed(is.keys()).map((id) => order.indexOf(id)));
  for (const [id, after] of is) {
    const before = was.get(id);
    if (before === undefined) changed.push({ id, change: 'added', after });
    else if (before !== after) changed.push({ id, change: 'changed', before, after });
    else if (!kept.has(order.indexOf(id))) changed.push({ id, change: 'moved', before, after });
  }
  for (const [id, before] of was) if (!is.has(id)) changed.push({ id, change: 'removed', before });
  return changed;
}

/** The longest run of numbers that rise, anywhere in the list (patience sorting). */
function longestRising(numbers: readonly number[]): Set<number> {
  const ends: number[] = [];
  const previous = new Map<number, number | undefined>();
  for (const number of numbers) {
    let place = ends.findIndex((end) => end >= number);
    if (place < 0) place = ends.length;
    previous.set(number, ends[place - 1]);
    ends[place] = number;
  }
  const kept = new Set<number>();
  for (let at = ends.at(-1); at !== undefined; at = previous.get(at)) kept.add(at);
  return kept;
}

async function casesChanged(old: CompiledPolicy, next: CompiledPolicy, text: string): Promise<PolicyDiff['cases']> {
  const file = readCases(text, next.policy);
  if (!file.ok) return [];
  const changed: PolicyDiff['cases'] = [];
  for (const one of file.value.cases) {
    const [before, after] = await Promise.all(
      [old, next].map(async (policy) => endOf(await decideCase(policy, file.value, one))),
    );
    if (before !== after) changed.push({ name: one.name, before: before!, after: after! });
  }
  return changed;
}

function endOf(came: Came): string {
  switch (came.kind) {
    case 'needs':
      return `look up first: ${came.lookups.join(', ')}`;
    case 'decided':
      return `${came.event.type} (${came.rule ? `rule ${came.rule.number ?? came.rule.id}` : came.by})`;
    case 'collected':
    case 'ranked':
    case 'scored':
      return outcomeText(came);
  }
}
