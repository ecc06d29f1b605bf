/** The only door to fp-ts and io-ts for domain and projections: short names for the modules that the house uses. */
export * as E from './either.js'
export * as RA from 'fp-ts/lib/ReadonlyArray.js'
export { pipe } from 'fp-ts/lib/function.js'
export * as t from 'io-ts'
export type { Either } from 'fp-ts/lib/Either.js'
