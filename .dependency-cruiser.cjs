// The boundaries of docs/architecture.md. tools/boundaries.mjs proves that each rule fires.
/** Tests, and what only they use. */
const SPEC = '\\.spec\\.ts$|/__fixtures__/';
const TESTCONTAINERS = 'node_modules/(@testcontainers|testcontainers)/';

/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
  forbidden: [
    {
      name: 'kernel-imports-nothing',
      comment: 'libs/kernel is pure: no other library, no package, no Node module',
      severity: 'error',
      from: { path: '^libs/kernel/', pathNot: SPEC },
      to: { pathNot: '^libs/kernel/' },
    },
    {
      name: 'contracts-import-kernel-and-zod',
      comment: 'what crosses between services is a shape and nothing else',
      severity: 'error',
      from: { path: '^libs/contracts/', pathNot: SPEC },
      to: { pathNot: '^libs/(contracts|kernel)/|node_modules/zod/' },
    },
    {
      name: 'domain-is-pure',
      comment: 'decide and evolve: no Nest, no database, no Node module, no clock, no network',
      severity: 'error',
      from: { path: '^apps/([^/]+)/src/domain/', pathNot: SPEC },
      to: { pathNot: '^apps/$1/src/domain/|^libs/(kernel|contracts|citation|policy)/' },
    },
    {
      name: 'apps-do-not-import-each-other',
      comment: 'what goes between services goes through libs/contracts and the transport; only all-in-one and cli compose them',
      severity: 'error',
      from: { path: '^apps/(?!all-in-one/|cli/)([^/]+)/' },
      to: { path: '^apps/', pathNot: '^apps/$1/' },
    },
    {
      name: 'libs-do-not-import-apps',
      comment: 'libraries know no service',
      severity: 'error',
      from: { path: '^libs/' },
      to: { path: '^apps/' },
    },
    {
      name: 'libs-in-order',
      comment: 'kernel ← contracts ← citation, iso18626, policy, messaging ← service ← testing',
      severity: 'error',
      from: { path: '^libs/(citation|iso18626|policy|messaging)/', pathNot: SPEC },
      to: { path: '^libs/', pathNot: '^libs/(kernel|contracts|citation|$1)/' },
    },
    {
      name: 'testing-stays-in-tests',
      comment: 'what is shipped does not import libs/testing or test/ (all-in-one and cli may run the world beside them)',
      severity: 'error',
      // __fixtures__ are never built
      from: { path: '^(apps|libs)/(?!testing/|all-in-one/|cli/)', pathNot: [SPEC, '/__fixtures__/'] },
      to: { path: '^(libs/testing|test)/|/__fixtures__/' },
    },
    {
      name: 'kafka-client-behind-messaging',
      comment: 'replacing the Kafka client touches libs/messaging only (and the test servers)',
      severity: 'error',
      from: { pathNot: '^libs/(messaging|testing)/' },
      to: { path: 'node_modules/kafkajs/' },
    },
    {
      name: 'prisma-for-queries-only',
      comment: "Prisma's clients serve the screens' queries; what changes state goes through app/store.ts",
      severity: 'error',
      from: { path: '^apps/', pathNot: '^apps/[^/]+/src/(queries/|prisma\\.service\\.ts$|generated/)' },
      to: { path: '/generated/prisma/|node_modules/@prisma/client/' },
    },
    {
      name: 'adapters-behind-ports',
      comment: 'use cases know what lies outside by its port',
      severity: 'error',
      from: { path: '^apps/([^/]+)/src/(domain|app)/', pathNot: SPEC },
      to: { path: '^apps/$1/src/adapters/', pathNot: '\\.port\\.ts$' },
    },
    {
      name: 'world-stands-alone',
      comment: 'the simulated world shares no code with what it tests, the kernel apart',
      severity: 'error',
      from: { path: '^test/world/', pathNot: SPEC },
      to: { path: '^(apps|libs)/', pathNot: '^libs/kernel/' },
    },
    {
      name: 'console-in-the-browser',
      comment: 'the console shares shapes and pure code with the services, nothing that needs Node',
      severity: 'error',
      from: { path: '^apps/console/src/', pathNot: SPEC },
      to: { path: '^libs/', pathNot: '^libs/(kernel|contracts|policy|citation)/' },
    },
    {
      name: 'testcontainers-only-in-testing',
      severity: 'error',
      from: { pathNot: '^libs/testing/' },
      to: { path: TESTCONTAINERS },
    },
    {
      name: 'testcontainers-lazily',
      comment: 'import() it: it takes a second to load and a Docker engine may be missing',
      severity: 'error',
      from: { path: '^libs/testing/' },
      to: { path: TESTCONTAINERS, dynamic: false, dependencyTypesNot: ['type-only'] },
    },
    { name: 'no-circular', severity: 'error', from: { pathNot: '/generated/' }, to: { circular: true } },
    { name: 'resolvable', severity: 'error', from: { pathNot: '/generated/' }, to: { couldNotResolve: true } },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '(^|/)dist/' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['source', 'import', 'require', 'node', 'default', 'types'],
      mainFields: ['module', 'main', 'types', 'typings'],
    },
  },
};
