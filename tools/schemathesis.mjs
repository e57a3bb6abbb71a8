// @ts-check
// `npm run schemathesis`: installs schemathesis where it is missing, and asks a running Trillium whatever its OpenAPI document allows and
// forbids. Apart from `npm test`, since how far it comes depends on the machine.
import { spawnSync } from 'node:child_process';
import { schemathesisProbe } from '../libs/testing/src/servers/schemathesis.ts';

const missing = await schemathesisProbe();
if (missing) {
  console.error(`schemathesis cannot be run because ${missing}. Install Python 3.10 or newer with venv and pip.`);
  process.exit(2);
}
process.exit(spawnSync('node', ['tools/test.mjs', '--selectProjects', 'api'], { stdio: 'inherit' }).status ?? 1);
