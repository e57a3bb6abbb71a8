import { compilePolicy, type CompiledPolicy, readPolicy } from '#lib/policy';
import { readShipped } from '../app/policies/shipped.ts';

/** The shipped sourcing policy, without a server. @throws Error listing every fault with file and line */
export async function loadPolicy(folder: string): Promise<CompiledPolicy<'sourcing'>> {
  const shipped = (await readShipped(folder)).find(({ kind }) => kind === 'sourcing')!;
  const read = readPolicy(shipped.content.text, 'sourcing');
  if (!read.ok) throw new Error('checked a moment ago');
  return compilePolicy(read.value);
}
