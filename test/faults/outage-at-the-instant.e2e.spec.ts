import { setTimeout as pause } from 'node:timers/promises'
import { expect, it } from 'vitest'
import { servedFrom } from '../support/agent/agent-desk.js'
import { estateOf, type Estate } from '../support/faults/estate.js'
import { withLedgerParts } from '../support/ledger/parts-of-ledger.js'
import { allEvents } from '../support/log-reading.js'

const ROLE = 'OAuthTokenIssuer'
const TIMEOUT_MS = 110_000

type Delivery = { readonly place: string; readonly thumbprint: string; readonly state: string }

const untilProved = async ({ ask }: Estate, places: ReadonlyArray<string>): Promise<void> => {
  for (const end = Date.now() + 60_000; ; await pause(200)) {
    const { replicas } = await ask('ReplicationStatus')
    const deliveries = (replicas as ReadonlyArray<{ readonly deliveries: ReadonlyArray<Delivery> }>)
      .map((replica) => replica.deliveries.filter(({ state }) => state === 'proved').map(({ place }) => place))
    if (deliveries.every((proved) => places.every((place) => proved.includes(place)))) return
    if (Date.now() > end) throw new Error(`not proved: ${JSON.stringify(deliveries)}`)
  }
}

const observedSince = (directory: string, at: string) =>
  withLedgerParts(directory, async ({ eventLog }) =>
    (await allEvents(eventLog)).filter((event) => event.type === 'StoreObserved' && event.data.receivedAt > at))

const untilObserved = async ({ directory, frontEnds }: Estate, at: string, thumbprint: string): Promise<void> => {
  const expected = [...frontEnds.map(({ fqdn }) => fqdn)].sort()
  await expect.poll(async () => {
    const told = (await observedSince(directory, at)).flatMap((event) =>
      event.type === 'StoreObserved' && event.data.entries.some(({ place, certificate }) =>
        place === 'current' && certificate?.thumbprint === thumbprint)
        ? [event.data.fqdn]
        : [])
    return [...new Set(told)].sort()
  }, { timeout: 30_000, interval: 300 }).toEqual(expected)
}

it('switches everywhere on time while the server is away, and tells of it late, with the true instants', async () => {
  const estate = await estateOf(4, 2)
  const { command, server, frontEnds, agents, certificates: [first = '', next = ''] } = estate
  const current = () => frontEnds.map(({ store }) => servedFrom(store, ROLE).thumbprint)
  await command('AssignCertificate', { type: ROLE, thumbprint: first, force: true })
  await untilProved(estate, ['current'])
  const effectiveAt = Date.now() + 12_000
  const effectiveDate = new Date(effectiveAt).toISOString()
  await command('AssignCertificate', { type: ROLE, thumbprint: next, roll: true, effectiveDate, force: true })
  await untilProved(estate, ['current', 'staged'])
  await server.kill()
  expect(Date.now()).toBeLessThan(effectiveAt)
  expect(current()).toEqual(frontEnds.map(() => first))
  await expect.poll(current, { timeout: effectiveAt - Date.now() + 10_000, interval: 50 })
    .toEqual(frontEnds.map(() => next))
  const awayUntil = Date.now() + 1_500
  await pause(1_500)
  await server.start()
  await untilProved(estate, ['current', 'previous'])
  await untilObserved(estate, new Date(awayUntil).toISOString(), next)
  await estate.end()
  const switches = agents.flatMap(({ told }) => told()).filter(({ event }) => event === 'switched')
  expect(switches.map((one) => one['thumbprint'])).toEqual(frontEnds.map(() => next))
  for (const one of switches) expect(Number(one['lateMs'])).toBeLessThan(awayUntil - effectiveAt)
  const events = await withLedgerParts(estate.directory, ({ eventLog }) => allEvents(eventLog))
  const activated = events.flatMap((event) => (event.type === 'RollActivated' ? [event.data] : []))
  expect(activated).toMatchObject([{ effectiveAt: effectiveDate }])
  expect(activated[0]?.latenessMs).toBeGreaterThan(1_000)
  const proofs = events.flatMap((event) => (event.type === 'PossessionProved' ? [event.data] : []))
  expect(proofs).toHaveLength(2 * frontEnds.length)
  for (const { provedAt, reportedAt } of proofs) expect([provedAt, reportedAt].sort()).toEqual([provedAt, reportedAt])
}, TIMEOUT_MS)
