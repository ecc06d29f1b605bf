const SOURCES = '/infrastructure/x509/'
const COMPILED = '/dist/infrastructure/x509/'

/**
 * Where the worker's program is: beside this module once compiled. Run from the TypeScript sources (tests), it is the
 * compiled twin in `dist`, because a worker cannot load TypeScript; so tests run after `tsc -b`.
 */
export const workerLocation = (moduleUrl: string = import.meta.url): URL => {
  const beside = new URL('./worker.js', moduleUrl)
  return moduleUrl.endsWith('.ts') ? new URL(beside.href.replace(SOURCES, COMPILED)) : beside
}
