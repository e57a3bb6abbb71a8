import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/**
 * The project's folder, from the sources as from dist/: migrations, rules and the built console are found from there.
 * @throws Error when this file was moved out of the project
 */
export function projectRoot(from: string = import.meta.dirname): string {
  const file = join(from, 'package.json');
  if (existsSync(file) && (JSON.parse(readFileSync(file, 'utf8')) as { name?: string }).name === 'trillium') return from;
  if (dirname(from) === from) throw new Error('The project’s folder was not found above this program.');
  return projectRoot(dirname(from));
}
