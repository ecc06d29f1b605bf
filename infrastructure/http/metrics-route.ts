import type { FastifyInstance } from 'fastify'
import { estateGauges } from './estate-gauges.js'
import type { InFlight } from './in-flight.js'
import { paths } from '../shared/route-name.js'
import type { Tools } from './tools.js'

/** Metrics in the text form of Prometheus; those of the ledger are read off it when they are asked for, one by one. */
export const metricsRoute = (app: FastifyInstance, { gate, meters, service }: Tools, turnstile: InFlight): void => {
  const { registry } = meters
  const read = estateGauges(registry, service)
  let last: Promise<unknown> = Promise.resolve()
  const scraped = (): Promise<string> => {
    const text = last.then(read).then(() => registry.metrics())
    last = text.catch(() => undefined)
    return text
  }
  app.get(
    paths.metrics,
    { onRequest: gate.hook({ right: 'ask', attempted: 'Metrics', turnstile }) },
    async (_request, reply) => {
      const text = await scraped()
      return reply.header('content-type', registry.contentType).send(text)
    },
  )
}
