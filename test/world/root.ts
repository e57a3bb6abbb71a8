import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** The project's folder, from the sources and from dist alike: data files are read where they stand, never copied. */
export const projectRoot: string = (() => {
  let folder = import.meta.dirname;
  while (!existsSync(join(folder, 'package.json'))) {
    if (dirname(folder) === folder) throw new Error('test/world: no package.json above this file');
    folder = dirname(folder);
  }
  return folder;
})();
