const functional = '(^|/)node_modules/(fp-ts|io-ts)/'
const recorded = '(commands|events|errors|facts)'

/** Pure readers of history that projections share with decisions, by file name inside an aggregate. */
const readers = '(acceptability|extend|roll-window|slot-at|timeline)'

/** Walls of the house; docs/adr/0002 says why. Each has a probe in test/architecture that proves that it fires. */
export default {
  forbidden: [
    {
      name: 'domain-stands-alone',
      comment: 'The domain imports only itself, and fp-ts and io-ts through its prelude (ADR 0002).',
      severity: 'error',
      from: { path: '^domain/' },
      to: { pathNot: ['^domain/', functional] },
    },
    {
      name: 'functional-style-through-the-preludes',
      comment: 'Only domain/prelude.ts and application/prelude.ts name fp-ts and io-ts (ADR 0002).',
      severity: 'error',
      from: {
        path: '^(domain|application|projections|infrastructure)/',
        pathNot: '^(domain/(prelude|either)|application/(prelude|task-either))\\.ts$',
      },
      to: { path: functional },
    },
    {
      name: 'domain-folders-do-not-meet',
      comment: 'A folder of the domain imports itself, the values, and facts and findings of a certificate (ADR 0002).',
      severity: 'error',
      from: { path: '^domain/([^/]+)/' },
      to: { path: '^domain/[^/]+/', pathNot: ['^domain/($1|values)/', '^domain/certificate/(facts|finding)\\.ts$'] },
    },
    {
      name: 'messages-come-first',
      comment: 'Commands, events, errors and facts of an aggregate read nothing that is made from them (ADR 0002).',
      severity: 'error',
      from: { path: `^domain/([^/]+)/${recorded}\\.ts$` },
      to: { path: '^domain/$1/', pathNot: `^domain/$1/${recorded}\\.ts$` },
    },
    {
      name: 'application-knows-the-domain',
      comment: 'The application imports itself and the domain, nothing else (ADR 0002).',
      severity: 'error',
      from: { path: '^application/' },
      to: { pathNot: ['^(application|domain)/', functional] },
    },
    {
      name: 'ports-are-contracts',
      comment: 'A port speaks of the domain and of other ports, never of the use cases that need it (ADR 0002).',
      severity: 'error',
      from: { path: '^application/ports/' },
      to: { path: '^application/', pathNot: '^application/(ports/|prelude\\.ts$)' },
    },
    {
      name: 'projections-read-recorded-facts',
      comment: 'A projection sees events, values, facts and pure readers, never commands or decisions (ADR 0002).',
      severity: 'error',
      from: { path: '^projections/' },
      to: {
        pathNot: [
          '^projections/',
          '^domain/(decider|envelope|events|messages|prelude|streams)\\.ts$',
          '^domain/(values|input|token|log)/',
          `^domain/[^/]+/(events|facts|${readers})\\.ts$`,
          functional,
        ],
      },
    },
    {
      name: 'adapters-do-not-meet',
      comment: 'An adapter imports inner layers, itself, shared helpers and the session, no other adapter (ADR 0002).',
      severity: 'error',
      from: { path: '^infrastructure/([^/]+)/', pathNot: '^infrastructure/(system|cli|http)/' },
      to: {
        dependencyTypes: ['local'],
        pathNot: [
          '^(domain|application|projections)/',
          '^infrastructure/($1|shared)/',
          '^infrastructure/system/session\\.ts$',
        ],
      },
    },
    {
      name: 'faces-use-the-composition',
      comment: 'A face reaches adapters only through the composition in infrastructure/system (ADR 0002).',
      severity: 'error',
      from: { path: '^infrastructure/(cli|http)/' },
      to: {
        dependencyTypes: ['local'],
        pathNot: ['^(domain|application|projections)/', '^infrastructure/($1|system|shared|wording)/'],
      },
    },
    {
      name: 'composition-knows-no-face',
      comment: 'The composition wires all layers and adapters, and knows neither command line nor tests (ADR 0002).',
      severity: 'error',
      from: { path: '^infrastructure/system/' },
      to: {
        dependencyTypes: ['local'],
        pathNot: ['^(domain|application|projections)/', '^infrastructure/(?!cli/)'],
      },
    },
    {
      name: 'forge-stays-in-x509',
      comment: 'Only x509 reads containers with node-forge, inside its worker, and only pfx writes them (ADR 0002).',
      severity: 'error',
      from: { path: '^infrastructure/', pathNot: '^infrastructure/(x509|pfx)/' },
      to: { path: '(^|/)node_modules/(@types/)?node-forge/' },
    },
    {
      name: 'network-stays-in-its-rooms',
      comment: 'Only http serves, remote and agent ask, and sealing signs and seals with packages (ADR 0023).',
      severity: 'error',
      from: { path: '^infrastructure/', pathNot: '^infrastructure/(http|remote|agent|sealing)/' },
      to: { path: '(^|/)node_modules/(fastify|jose|prom-client|undici)/' },
    },
    {
      name: 'no-development-packages',
      comment: 'What runs imports nothing that is installed for development only (ADR 0002).',
      severity: 'error',
      from: { path: '^infrastructure/' },
      to: { dependencyTypes: ['npm-dev'], pathNot: '(^|/)node_modules/@types/' },
    },
    {
      name: 'declared-packages-only',
      comment: 'Every import resolves, and every package stands in package.json (ADR 0002).',
      severity: 'error',
      from: { pathNot: '^(domain|application|projections)/' },
      to: { dependencyTypes: ['npm-no-pkg', 'npm-unknown', 'undetermined', 'unknown'] },
    },
    {
      name: 'no-circular',
      comment: 'Reading order is import order: nothing imports itself by a detour, types included (ADR 0002).',
      severity: 'error',
      from: {},
      to: { circular: true },
    },
    {
      name: 'no-orphans',
      comment: 'A file that imports nothing and is imported by nothing is dead (ADR 0002).',
      severity: 'error',
      from: { orphan: true },
      to: {},
    },
  ],
  options: {
    doNotFollow: { path: '(^|/)node_modules/' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.base.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'types', 'node', 'default'],
    },
  },
}
