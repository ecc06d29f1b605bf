import { exitCodes, type ExitCode } from './exit-codes.js'

/** How an error ends a command: the exit code of the process and the status of the HTTP answer. */
export type Ending = { readonly exitCode: ExitCode; readonly httpStatus: number }

/**
 * The kinds of ending. `usage`: as written it can never work. `refused`: a rule speaks against it. `conflict`: the
 * state of the ledger does. `unusable`: the file does. `corrupt`: what is stored is not what was written. `locked`: the
 * right to the vault's keys is missing. `denied`: who asks is known and may not; `unauthenticated`: who asks is not
 * known.
 * `preconditionFailed`: what was asked for was another state of the ledger. `tooMany`: it comes too often. Source:
 * RFC 9110 section 15, RFC 6585 section 4 (429), RFC 4918 section 11.5 (507).
 */
export const endings = {
  failure: { exitCode: exitCodes.failure, httpStatus: 500 },
  unusable: { exitCode: exitCodes.failure, httpStatus: 422 },
  tooLarge: { exitCode: exitCodes.failure, httpStatus: 413 },
  usage: { exitCode: exitCodes.usage, httpStatus: 400 },
  corrupt: { exitCode: exitCodes.verificationFailed, httpStatus: 500 },
  locked: { exitCode: exitCodes.denied, httpStatus: 503 },
  denied: { exitCode: exitCodes.denied, httpStatus: 403 },
  unauthenticated: { exitCode: exitCodes.denied, httpStatus: 401 },
  notFound: { exitCode: exitCodes.notFound, httpStatus: 404 },
  methodNotAllowed: { exitCode: exitCodes.usage, httpStatus: 405 },
  unsupported: { exitCode: exitCodes.usage, httpStatus: 415 },
  preconditionFailed: { exitCode: exitCodes.conflict, httpStatus: 412 },
  tooSlow: { exitCode: exitCodes.unavailable, httpStatus: 408 },
  tooMany: { exitCode: exitCodes.unavailable, httpStatus: 429 },
  refused: { exitCode: exitCodes.conflict, httpStatus: 422 },
  conflict: { exitCode: exitCodes.conflict, httpStatus: 409 },
  unavailable: { exitCode: exitCodes.unavailable, httpStatus: 503 },
  full: { exitCode: exitCodes.unavailable, httpStatus: 507 },
  interrupted: { exitCode: exitCodes.interrupted, httpStatus: 503 },
} as const satisfies Readonly<Record<string, Ending>>

export type Outcome = keyof typeof endings

const byStatus: ReadonlyMap<number, ExitCode> = new Map([
  ...Object.values(endings).map(({ httpStatus, exitCode }): [number, ExitCode] => [httpStatus, exitCode]),
  [422, exitCodes.conflict],
  [500, exitCodes.failure],
  [503, exitCodes.unavailable],
])

/** How an error ends of which only the status is known: several kinds share one, and the likeliest counts. */
export const endingByStatus = (httpStatus: number): Ending => ({
  exitCode: byStatus.get(httpStatus) ?? (httpStatus < 500 ? exitCodes.usage : exitCodes.failure),
  httpStatus,
})
