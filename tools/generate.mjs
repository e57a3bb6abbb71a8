// `node tools/generate.mjs [--check]`: writes every committed file that is made from code (JSON Schema of the messages, of policies,
// the environment table, the drawings of the state machines …). With --check it writes nothing and exits 1 where one differs.
// Runs on the built code: `npm run generate` builds first.
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import * as prettier from 'prettier';
import { environment } from './generators/environment.mjs';
import { machines } from './generators/machines.mjs';
import { openapi } from './generators/openapi.mjs';
import { policies } from './generators/policies.mjs';
import { roles } from './generators/roles.mjs';

const check = process.argv.includes('--check');
const options = JSON.parse(readFileSync('.prettierrc.json', 'utf8'));

/**
 * What is generated: a name, the folders that hold nothing else (a file there that nobody makes any more is deleted), and the files
 * with their text.
 * @type {{ name: string, owns?: string[], files: () => Promise<Map<string, string>> }[]}
 */
const generators = [
  {
    name: 'JSON Schema of the messages',
    owns: ['libs/contracts/schemas'],
    async files() {
      const { messageSchemas } = await import('../dist/libs/contracts/src/index.js');
      return new Map(
        [...messageSchemas()].map(([file, schema]) => [join('libs/contracts/schemas', file), JSON.stringify(schema)]),
      );
    },
  },
  environment,
  machines,
  openapi,
  policies,
  roles,
];

let different = 0;
for (const generator of generators) {
  const files = await generator.files();
  for (const [file, text] of files) {
    const formatted = file.endsWith('.ts') ? text : await prettier.format(text, { ...options, filepath: file });
    if (existsSync(file) && readFileSync(file, 'utf8') === formatted) continue;
    different += 1;
    console.log(`${check ? 'differs' : 'wrote'}: ${file}`);
    if (check) continue;
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, formatted);
  }
  for (const folder of generator.owns ?? [])
    for (const name of existsSync(folder) ? readdirSync(folder) : []) {
      const file = join(folder, name);
      if (files.has(file)) continue;
      different += 1;
      console.log(`${check ? 'nobody makes' : 'deleted'}: ${file}`);
      if (!check) rmSync(file);
    }
}
if (check && different) console.error(`${different} generated files differ from the code; run: npm run generate`);
process.exit(check && different ? 1 : 0);
