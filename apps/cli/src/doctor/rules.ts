import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { faultText, readPolicy } from '#lib/policy';
import { projectRoot } from '#lib/service';
import { bad, type Finding, good } from './check.ts';

/** Whether every shipped policy is sound; each fault with its line. */
export function checkRules(folder: string = join(projectRoot(), 'rules')): Finding[] {
  return globSync('*.json', { cwd: folder })
    .filter((name) => !name.endsWith('.cases.json'))
    .toSorted()
    .flatMap((name): Finding[] => {
      const read = readPolicy(readFileSync(join(folder, name), 'utf8'));
      if (read.ok) return [good('rules', `${name}: ${read.value.rules.length} rules`)];
      return read.error.map((fault) => bad('rules', `${name}: ${faultText(fault)}`, `Correct rules/${name}`));
    });
}
