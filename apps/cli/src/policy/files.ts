import { readFileSync } from 'node:fs';
import { relative } from 'node:path';
import { compilePolicy, readCases, readPolicy, type CaseFile, type CompiledPolicy, type PolicyFault } from '#lib/policy';
import { UsageError } from '../command.ts';

/** A sound policy from a file, with the cases beside it. */
export interface PolicyOnDisk {
  readonly file: string;
  readonly compiled: CompiledPolicy;
  readonly cases?: CaseFile;
}

/** @throws UsageError where the file cannot be read */
export function readText(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    throw new UsageError(
      `${file} cannot be read: ${(error as Error).message}`,
      'Name a file that is there, e.g. rules/sourcing.json',
    );
  }
}

const beside = (file: string): string => file.replace(/(\.json)?$/, '.cases.json');

/** The text of the cases beside a policy; undefined where there are none. */
function casesText(file: string): string | undefined {
  try {
    return readFileSync(beside(file), 'utf8');
  } catch {
    return undefined;
  }
}

/** `rules/sourcing.json:12:7 …`, the remedy on a line of its own. */
export const faultLines = (file: string, faults: readonly PolicyFault[]): string[] =>
  faults.flatMap(({ line, column, path, message, suggestion }) => [
    `${relative('.', file)}:${line}:${column} ${path}: ${message}`,
    ...(suggestion ? [`  → ${suggestion}`] : []),
  ]);

/** Reads a policy and the cases beside it, or says everything that is wrong with either. */
export async function readFromDisk(file: string): Promise<PolicyOnDisk | { readonly faults: string[] }> {
  const read = readPolicy(readText(file));
  if (!read.ok) return { faults: faultLines(file, read.error) };
  const compiled = await compilePolicy(read.value);
  const text = casesText(file);
  if (text === undefined) return { file, compiled };
  const cases = readCases(text, read.value);
  return cases.ok ? { file, compiled, cases: cases.value } : { faults: faultLines(beside(file), cases.error) };
}
