import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { minorDigits, type Result } from '#lib/kernel';
import {
  caseFacts,
  compilePolicy,
  evaluate,
  readCases,
  readPolicy,
  type CompiledPolicy,
  type Facts,
  type Policy,
} from '#lib/policy';
import { projectRoot } from '#lib/service';
import { MISSING, runEngine, UNKNOWN } from '../../libs/policy/src/evaluate/engine.ts';
import { median } from './cpu.ts';

export interface DecisionsResult {
  readonly rules: number;
  readonly cases: number;
  /** Decisions a second of processor time: each rule's conditions traced for the record, the facts in the texts. */
  readonly perSecond: number;
  /** Runs a second of json-rules-engine alone, over the same rules and facts. */
  readonly barePerSecond: number;
  /** Reading, checking and compiling the text once, in milliseconds of the processor. */
  readonly checkMillis: number;
}

const ROUNDS = 5;
/** As many rules as a policy may have. */
const MANY = 500;

/** Decides by the shipped policy, and by one of as many rules as there may be. */
export async function decisionsBench({ seconds }: { seconds: number }): Promise<readonly DecisionsResult[]> {
  const text = readFileSync(join(projectRoot(), 'rules/sourcing.json'), 'utf8');
  const many = JSON.stringify(grown(sound(readPolicy(text, 'sourcing')), MANY), undefined, 2);
  return [await benchOf(text, seconds), await benchOf(many, seconds)];
}

/** The policy with its own rules again and again, each time with one condition more, which holds for no case: what it decides stays. */
function grown(policy: Policy<'sourcing'>, count: number): Policy<'sourcing'> {
  const own = policy.rules.toSorted((a, b) => b.priority - a.priority);
  const more = Array.from({ length: count - own.length }, (_, n) => {
    const rule = own[n % own.length]!;
    const never = { fact: 'royalty', operator: 'greaterThan', value: 10_000 + n } as const;
    return { ...rule, id: `${rule.id}-${n}`, conditions: { all: [never, rule.conditions] } };
  });
  return { ...policy, rules: [...more, ...own].map((rule, index) => ({ ...rule, priority: count - index })) };
}

/** Decides the shipped policy's cases over and over, one after another as a process does. */
async function benchOf(text: string, seconds: number): Promise<DecisionsResult> {
  const began = process.cpuUsage();
  const policy = sound(readPolicy(text, 'sourcing'));
  const compiled = await compilePolicy(policy);
  const { user, system } = process.cpuUsage(began);
  const file = sound(readCases(readFileSync(join(projectRoot(), 'rules/sourcing.cases.json'), 'utf8'), policy));
  const facts = file.cases.map((one) => caseFacts(file, one, policy.currency));
  const values = facts.map((one) => bareValues(compiled, one));

  // in turns, so that whatever else the machine does falls on both alike
  const full: number[] = [];
  const bare: number[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    full.push(await perSecond(seconds / ROUNDS, (n) => evaluate(compiled, facts[n % facts.length]!)));
    bare.push(await perSecond(seconds / ROUNDS, (n) => runEngine(compiled, values[n % values.length]!)));
  }
  return {
    rules: policy.rules.length,
    cases: file.cases.length,
    perSecond: Math.round(median(full)),
    barePerSecond: Math.round(median(bare)),
    checkMillis: Math.round((user + system) / 1000),
  };
}

/** Runs a second of processor time of this one thread: what else the machine does is not counted. */
async function perSecond(seconds: number, run: (n: number) => Promise<unknown>): Promise<number> {
  const began = process.threadCpuUsage();
  let [n, spent] = [0, 0];
  for (; spent < seconds; n += 1) {
    await run(n);
    const { user, system } = process.threadCpuUsage(began);
    spent = (user + system) / 1e6;
  }
  return n / spent;
}

/** The facts as the engine compares them. */
function bareValues(compiled: CompiledPolicy<'sourcing'>, facts: Facts): Record<string, unknown> {
  const { currency } = compiled.policy;
  return Object.fromEntries(
    compiled.uses.map(({ key }) => {
      const fact = facts[key] ?? { state: 'missing' };
      if (fact.state !== 'known') return [key, fact.state === 'unknown' ? UNKNOWN : MISSING];
      const { value } = fact;
      const amount = typeof value === 'object' && value !== null && 'minor' in value;
      return [key, amount ? value.minor / 10 ** minorDigits(currency) : value];
    }),
  );
}

function sound<T>(read: Result<T, unknown>): T {
  if (!read.ok) throw new Error(`the shipped policy is not sound: ${JSON.stringify(read.error)}`);
  return read.value;
}
