/**
 * Imports point one way: app, components, workers -> adapters -> use cases -> stores, policies -> platform -> contract.
 * @type {import('dependency-cruiser').IConfiguration}
 */
const tests = '\\.test\\.tsx?$|^test/|^e2e/|^bench/'
const adapters = '^server/(rest|trpc|auth|web|launch|migrations)/'

module.exports = {
  forbidden: [
    {
      name: 'no-circular',
      comment: 'Two files that need each other, be it for a type, are one thing in two places.',
      severity: 'error',
      from: { pathNot: '^prisma/generated/' },
      to: { circular: true },
    },
    {
      name: 'contract-imports-only-zod',
      comment: 'server/contract is what a browser may load.',
      severity: 'error',
      from: { path: '^server/contract/', pathNot: tests },
      to: { pathNot: '^server/contract/|^node_modules/(zod|zod-openapi)/' },
    },
    {
      name: 'platform-knows-no-domain',
      comment: 'But env.ts has every value judged by the code that reads it, so that all faults are listed at once.',
      severity: 'error',
      from: { path: '^server/platform/', pathNot: tests },
      to: {
        path: '^(server|app|components|workers)/',
        pathNot: '^server/(platform|contract)/|^server/outbound/operator-allowance\\.ts$',
      },
    },
    {
      name: 'domains-know-no-adapter',
      comment: 'A use case does not know which transport called it.',
      severity: 'error',
      from: { path: '^server/', pathNot: `${adapters}|${tests}` },
      to: { path: `${adapters}|^(app|components|workers)/` },
    },
    {
      name: 'server-knows-no-page',
      severity: 'error',
      from: { path: '^server/', pathNot: `^server/(web|launch)/|${tests}` },
      to: { path: '^(app|components|workers)/' },
    },
    {
      name: 'components-import-only-the-contract',
      comment: 'Types may come from anywhere; the runtime of the server must not reach a browser.',
      severity: 'error',
      from: { path: '^components/', pathNot: tests },
      to: {
        path: '^(server|app|workers)/',
        pathNot: '^server/(contract|signature-rules)/',
        dependencyTypesNot: ['type-only'],
      },
    },
    {
      name: 'signature-rules-run-anywhere',
      comment:
        'Server, command line and browser judge signatures by the same code: it may need nothing that one of them lacks.',
      severity: 'error',
      from: { path: '^server/signature-rules/', pathNot: tests },
      to: { pathNot: '^server/(contract|signature-rules)/' },
    },
    {
      name: 'pages-import-only-contract-and-runtime-handle',
      comment: 'The Next bundle holds no server runtime: app/ reaches it through server/web/runtime.ts.',
      severity: 'error',
      from: { path: '^app/', pathNot: tests },
      to: {
        path: '^(server|workers)/',
        pathNot: '^server/(contract/|web/runtime\\.ts)',
        dependencyTypesNot: ['type-only'],
      },
    },
    {
      name: 'only-stores-touch-the-database',
      comment: 'SQL and Prisma live in *-store.ts, so that every statement is found by name and takes its tenant.',
      severity: 'error',
      // lock-connection.ts owns the one connection whose end releases the lanes: a session, not statements.
      from: {
        path: '^server/',
        pathNot: `-store\\.ts$|^server/(platform|migrations|launch)/|^server/lanes/lock-connection\\.ts$|${tests}`,
      },
      to: { path: '^prisma/generated/|^node_modules/pg/', dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'cli-imports-only-what-is-pure',
      comment: 'A command line opens no database: it speaks to the API, and verifies signatures by itself.',
      severity: 'error',
      from: { path: '^cli/', pathNot: tests },
      to: {
        path: '^(server|app|components|workers)/',
        pathNot: '^server/(contract|signature-rules|signing)/',
        dependencyTypesNot: ['type-only'],
      },
    },
    {
      name: 'production-imports-no-test',
      severity: 'error',
      from: { pathNot: tests },
      to: { path: tests },
    },
    {
      name: 'no-undeclared-package',
      severity: 'error',
      from: { path: '^(server|app|components|workers)/', pathNot: tests },
      to: { dependencyTypes: ['npm-no-pkg', 'npm-unknown', 'npm-dev'], dependencyTypesNot: ['type-only'] },
    },
    { name: 'resolvable', severity: 'error', from: {}, to: { couldNotResolve: true } },
  ],
  options: {
    doNotFollow: { path: 'node_modules|^prisma/generated' },
    exclude: { path: '^\\.next/|^next-env\\.d\\.ts$' },
    tsPreCompilationDeps: 'specify',
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node', 'default', 'types'],
    },
  },
}
