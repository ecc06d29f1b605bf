const SOURCES = '/infrastructure/read-side/'
const COMPILED = '/dist/infrastructure/read-side/'

/**
 * Where the program of a worker is: beside this module once compiled; run from the TypeScript sources (tests), its
 * compiled twin in `dist`, because a worker cannot load TypeScript.
 */
export const workerLocation = (program: 'job-worker' | 'build-worker'): URL => {
  const beside = new URL(`./${program}.js`, import.meta.url)
  return import.meta.url.endsWith('.ts') ? new URL(beside.href.replace(SOURCES, COMPILED)) : beside
}
