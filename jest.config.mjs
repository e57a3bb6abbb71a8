// Native ES modules, as in production; tools/test.mjs sets --experimental-vm-modules.
import { readFileSync } from 'node:fs';

const { $schema: _, ...swcrc } = JSON.parse(readFileSync(new URL('.swcrc', import.meta.url), 'utf8'));

/**
 * @param {string} displayName
 * @param {string[]} testMatch
 * @param {object} [more]
 */
const project = (displayName, testMatch, more = {}) => ({
  displayName,
  rootDir: import.meta.dirname,
  roots: ['<rootDir>/apps', '<rootDir>/libs', '<rootDir>/test'],
  testMatch,
  extensionsToTreatAsEsm: ['.ts'],
  // jest resolves ./x.ts as it stands, so the build's rewriting to ./x.js is switched off
  transform: {
    '^.+\\.ts$': ['@swc/jest', { ...swcrc, swcrc: false, jsc: { ...swcrc.jsc, rewriteRelativeImportExtensions: false } }],
  },
  // "source" picks libs/*/src for #lib/* (see "imports" in package.json)
  testEnvironmentOptions: { customExportConditions: ['source', 'node', 'node-addons'] },
  cacheDirectory: '<rootDir>/.cache/jest',
  setupFilesAfterEnv: ['<rootDir>/test/setup/seed.ts'],
  ...more,
});

export default {
  // servers start and databases are cloned in hooks and tests, on machines that do other things as well
  testTimeout: 60_000,
  maxWorkers: 2,
  // each file's modules stay in memory (native ES modules cannot be unloaded): a worker is renewed in time
  workerIdleMemoryLimit: '1GB',
  projects: [
    project('unit', ['**/!(*.medium|*.kafka|*.browser|*.catalog|*.api).spec.ts']),
    project('medium', ['**/*.medium.spec.ts'], {
      globalSetup: '<rootDir>/test/setup/postgres.ts',
      globalTeardown: '<rootDir>/test/setup/stop.ts',
    }),
    project('kafka', ['**/*.kafka.spec.ts'], {
      globalSetup: '<rootDir>/test/setup/kafka.ts',
      globalTeardown: '<rootDir>/test/setup/stop.ts',
    }),
    project('browser', ['**/*.browser.spec.ts']),
    project('catalog', ['**/*.catalog.spec.ts'], { globalSetup: '<rootDir>/test/setup/catalog.ts' }),
    // not part of npm test: npm run schemathesis
    project('api', ['**/*.api.spec.ts'], {
      globalSetup: '<rootDir>/test/setup/postgres.ts',
      globalTeardown: '<rootDir>/test/setup/stop.ts',
    }),
  ],
};
