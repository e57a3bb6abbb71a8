// Property tests draw the same cases in every run; FC_SEED=N draws others.
import { readFileSync } from 'node:fs';

const { testPath } = expect.getState();
// loaded only where it is used: it costs more than most specs
if (testPath && readFileSync(testPath, 'utf8').includes("'fast-check'")) {
  const { configureGlobal } = await import('fast-check');
  configureGlobal({ seed: Number(process.env.FC_SEED ?? 20_251_006) });
}
// what stands for the outside in tests is on this machine
process.env['TRILLIUM_OUTGOING_NETWORKS'] ??= '127.0.0.0/8,::1';
