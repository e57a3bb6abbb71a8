import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { minorDigits, type Result } from '#lib/kernel';
import { caseFacts, compilePolicy, evaluate, readCases, readPolicy, type CompiledPolicy, type Facts } from '#lib/policy';
import { projectRoot } from '#lib/service';
import { MISSING, runEngine, UNKNOWN } from '../../libs/policy/src/evaluate/engine.ts';
import { median } from './cpu.ts';

export interface DecisionsResult {
  readonly rules: number;
  readonly cases: number;
  /** Decisions a second: each rule's conditions traced for the record, the facts in the texts. */
  readonly perSecond: number;
  /** Runs a second of json-rules-engine alone, over the same rules and facts. */
  readonly barePerSecond: number;
}

const ROUNDS = 5;

/** Decides the shipped policy's own cases over and over, one after another as a process does. */
export async function decisionsBench({ seconds }: { seconds: number }): Promise<DecisionsResult> {
  const text = (name: string): string => readFileSync(join(projectRoot(), 'rules', name), 'utf8');
  const policy = sound(readPolicy(text('sourcing.json'), 'sourcing'));
  const file = sound(readCases(text('sourcing.cases.json'), policy));
  const compiled = await compilePolicy(policy);
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
  };
}

async function perSecond(seconds: number, run: (n: number) => Promise<unknown>): Promise<number> {
  const began = performance.now();
  let n = 0;
  for (; performance.now() - began < seconds * 1000; n += 1) await run(n);
  return (n * 1000) / (performance.now() - began);
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
