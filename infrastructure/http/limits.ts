/** What a server lets in and for how long: sizes in bytes, spans in ms, counts. */
export type Limits = {
  readonly headersMs: number
  readonly requestMs: number
  readonly keepAliveMs: number
  /** A connection on which nothing moves, either way. */
  readonly silenceMs: number
  /** How often slow connections are looked for. */
  readonly checkMs: number
  readonly headerBytes: number
  readonly connections: number
  readonly bodyBytes: number
  readonly importBytes: number
  readonly messageBytes: number
  readonly inFlight: number
  /** Imports hold whole files in memory. */
  readonly importsInFlight: number
  /** Messages of agents of more than 16 KiB: they are held before it is known who sent them. */
  readonly largeMessagesInFlight: number
  readonly streams: number
  readonly heartbeatMs: number
  /** Refused attempts of one address in a minute. */
  readonly refusedPerMinute: number
  /** How long a stop waits for what was begun. */
  readonly graceMs: number
}

const KIB = 1024

/** The bounds of every server; docs/server.md names them. An import is base64 of the 16 MiB that a file may have. */
export const defaultLimits: Limits = {
  headersMs: 10_000,
  requestMs: 30_000,
  keepAliveMs: 5_000,
  silenceMs: 60_000,
  checkMs: 1_000,
  headerBytes: 16 * KIB,
  connections: 2_000,
  bodyBytes: 64 * KIB,
  importBytes: 25_000_000,
  messageBytes: 256 * KIB,
  inFlight: 1_500,
  importsInFlight: 4,
  largeMessagesInFlight: 256,
  streams: 100,
  heartbeatMs: 15_000,
  refusedPerMinute: 60,
  graceMs: 10_000,
}

/** An address that asks again at once is told to wait so long, in s. */
export const RETRY_AFTER_S = 1
