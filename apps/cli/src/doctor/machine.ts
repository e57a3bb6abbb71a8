import { availableParallelism, totalmem } from 'node:os';
import { bad, type Finding, good, note } from './check.ts';

/** Node's version as `process.version` gives it, and the size of the machine. */
export function checkMachine(version: string): Finding[] {
  const major = Number(/^v(\d+)/.exec(version)?.[1]);
  const memory = totalmem() / 1024 ** 3;
  return [
    major >= 24
      ? good('Node', version)
      : bad(
          'Node',
          `${version} is too old to run the services`,
          'Call it by npm (npm run trillium -- doctor): the project brings Node 24',
        ),
    memory >= 1.5
      ? good('memory', `${memory.toFixed(1)} GB, ${availableParallelism()} cores`)
      : note('memory', `${memory.toFixed(1)} GB: enough to look at, little for a library's day`),
  ];
}
