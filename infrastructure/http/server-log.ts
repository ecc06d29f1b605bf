/** What a line of the log can say: names, counts and times. No header, no body, no query ever is among it. */
export type LogFacts = Readonly<Record<string, string | number | boolean | null>>

export type LogLevel = 'info' | 'warn' | 'error'

/** Writes one line; never fails. */
export type ServerLog = (level: LogLevel, message: string, facts?: LogFacts) => void

/** A log of JSON lines, each with its instant. `write` gets whole lines. */
export const jsonLog =
  (write: (line: string) => void, now: () => string): ServerLog =>
  (level, message, facts = {}) =>
    write(`${JSON.stringify({ time: now(), level, message, ...facts })}\n`)

const MOST_PLACES = 10

/** Where a defect was found, without what was said of it: that may hold what was being worked on. */
export const placesIn = (trace: string): string =>
  trace.split('\n').filter((line) => /^\s+at /.test(line)).slice(0, MOST_PLACES).map((line) => line.trim()).join(', ')
