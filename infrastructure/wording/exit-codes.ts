/** What the process says with its exit code; a code never changes its meaning. Source: docs/errors.md. */
export const exitCodes = {
  fine: 0,
  failure: 1,
  usage: 2,
  warningFound: 3,
  criticalFound: 4,
  verificationFailed: 5,
  denied: 6,
  notFound: 7,
  conflict: 8,
  unavailable: 9,
  /** 128 and the number of SIGINT, as shells expect it. */
  interrupted: 130,
} as const

export type ExitCode = (typeof exitCodes)[keyof typeof exitCodes]
