import { Counter, Histogram, Registry } from 'prom-client'
import type { EventLog } from '../../application/ports/event-log.js'

/** What a server counts while it runs; one per server. */
export type Meters = {
  readonly registry: Registry
  readonly requests: Counter<'route' | 'status'>
  readonly commands: Histogram<'command'>
  readonly questions: Histogram<'question'>
  readonly appends: Histogram
}

const buckets = [0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5]

/** Fresh meters, all at nothing. */
export const metersOf = (): Meters => {
  const registry = new Registry()
  const registers = [registry]
  return {
    registry,
    requests: new Counter({
      name: 'certledger_http_requests_total',
      help: 'Requests answered, by route and status',
      labelNames: ['route', 'status'],
      registers,
    }),
    commands: new Histogram({
      name: 'certledger_command_duration_seconds',
      help: 'How long commands took, refused ones included',
      labelNames: ['command'],
      buckets,
      registers,
    }),
    questions: new Histogram({
      name: 'certledger_question_duration_seconds',
      help: 'How long questions took',
      labelNames: ['question'],
      buckets,
      registers,
    }),
    appends: new Histogram({
      name: 'certledger_append_duration_seconds',
      help: 'How long it took until events were on disk',
      buckets,
      registers,
    }),
  }
}

/** The same log; how long each append takes is measured. */
export const meteredLog =
  ({ appends }: Pick<Meters, 'appends'>) =>
  (eventLog: EventLog): EventLog => ({
    ...eventLog,
    append: (request) => async () => {
      const done = appends.startTimer()
      try {
        return await eventLog.append(request)()
      } finally {
        done()
      }
    },
  })
