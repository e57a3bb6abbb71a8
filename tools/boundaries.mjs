// @ts-check
// `node tools/boundaries.mjs [--no-probes]`: checks the rules of .dependency-cruiser.cjs on the project, then proves that every rule
// fires: lays one forbidden import for each into a copy of the project and expects the rule's name at that file.
import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, resolve } from 'node:path';

const FOLDERS = ['apps', 'libs', 'test'];
const rules = createRequire(import.meta.url)('../.dependency-cruiser.cjs');
const cruiser = resolve('node_modules/dependency-cruiser/bin/dependency-cruiser.mjs');

/** @type {Record<string, [file: string, text: string]>} what each rule must catch */
const probes = {
  'kernel-imports-nothing': ['libs/kernel/src/probe.ts', "import 'node:fs';\n"],
  'contracts-import-kernel-and-zod': ['libs/contracts/src/probe.ts', "import 'pg';\n"],
  'domain-is-pure': ['apps/intake/src/domain/probe.ts', "import '@nestjs/common';\n"],
  'apps-do-not-import-each-other': ['apps/sourcing/src/probe.ts', "import '../../intake/src/domain/probe.ts';\n"],
  'libs-do-not-import-apps': ['libs/iso18626/src/probe.ts', "import '../../../apps/intake/src/domain/probe.ts';\n"],
  'libs-in-order': ['libs/policy/src/probe.ts', "import '#lib/service';\n"],
  'testing-stays-in-tests': ['apps/payment/src/probe.ts', "import '#lib/testing';\n"],
  'kafka-client-behind-messaging': ['libs/service/src/probe.ts', "import 'kafkajs';\n"],
  'prisma-for-queries-only': ['apps/payment/src/app/probe.ts', "import '@prisma/client';\n"],
  'adapters-behind-ports': ['apps/payment/src/app/probe-adapter.ts', "import '../adapters/probe.ts';\n"],
  'world-stands-alone': ['test/world/probe.ts', "import '#lib/contracts';\n"],
  'console-in-the-browser': ['apps/console/src/probe.ts', "import '#lib/service';\n"],
  'testcontainers-only-in-testing': ['test/probe-containers.ts', "import 'testcontainers';\n"],
  'testcontainers-lazily': ['libs/testing/src/probe.ts', "import '@testcontainers/postgresql';\n"],
  'no-circular': ['libs/citation/src/probe.ts', "import './probe-2.ts';\n"],
  resolvable: ['libs/citation/src/probe-3.ts', "import './there-is-no-such-file.ts';\n"],
};
/** Files the probes import. */
const others = {
  'apps/payment/src/adapters/probe.ts': 'export {};\n',
  'libs/citation/src/probe-2.ts': "import './probe.ts';\n",
  'libs/service/src/index.ts': undefined,
  'libs/testing/src/index.ts': undefined,
  'libs/contracts/src/index.ts': undefined,
};

/** @param {string} cwd */
function cruise(cwd) {
  const folders = FOLDERS.filter((folder) => existsSync(join(cwd, folder)));
  const { stdout, stderr, status } = spawnSync(process.execPath, [cruiser, ...folders, '--output-type', 'json'], {
    cwd,
    encoding: 'utf8',
    maxBuffer: 2 ** 28,
  });
  // dependency-cruiser ends with the number of errors; only JSON on its output tells a finding from a failure to run
  if (!stdout.startsWith('{')) throw new Error(`dependency-cruiser failed (${status}): ${stderr || stdout}`);
  /** @type {{ summary: { violations: { from: string, to: string, rule: { name: string }, cycle?: { name: string }[] }[], totalCruised: number } }} */
  const { summary } = JSON.parse(stdout);
  return summary;
}

const project = cruise('.');
for (const { from, to, rule } of project.violations) {
  const comment = rules.forbidden.find((/** @type {{ name: string }} */ known) => known.name === rule.name)?.comment;
  console.error(`${rule.name}: ${from} → ${to}${comment ? `\n  ${comment}` : ''}`);
}
console.log(`boundaries: ${project.totalCruised} files, ${project.violations.length} violations`);
let failed = project.violations.length > 0;

if (!process.argv.includes('--no-probes')) {
  mkdirSync('.cache', { recursive: true });
  const copy = mkdtempSync(join('.cache', 'boundaries-'));
  try {
    for (const folder of FOLDERS)
      if (existsSync(folder))
        cpSync(folder, join(copy, folder), {
          recursive: true,
          filter: (path) => !/[\\/](node_modules|generated|samples)$/.test(path),
        });
    for (const file of ['package.json', 'tsconfig.json', '.dependency-cruiser.cjs']) cpSync(file, join(copy, file));
    symlinkSync(resolve('node_modules'), join(copy, 'node_modules'), 'junction');
    for (const [file, text] of [...Object.values(probes), ...Object.entries(others)]) {
      const path = join(copy, file);
      mkdirSync(dirname(path), { recursive: true });
      if (text !== undefined || !existsSync(path)) writeFileSync(path, text ?? 'export {};\n');
    }
    const { violations } = cruise(copy);
    for (const { name } of rules.forbidden) {
      const file = probes[name]?.[0];
      // a circle is reported from any one of its files
      const fired = violations.some(
        ({ from, rule, cycle }) => rule.name === name && (from === file || cycle?.some((part) => part.name === file)),
      );
      if (!fired) console.error(`DOES NOT FIRE: ${name}`);
      failed ||= !fired;
    }
    if (!failed) console.log(`boundaries: each of the ${rules.forbidden.length} rules fires`);
  } finally {
    rmSync(copy, { recursive: true, force: true });
  }
}
process.exit(failed ? 1 : 0);
