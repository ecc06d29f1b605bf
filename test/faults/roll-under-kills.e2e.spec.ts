import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { expect, it } from 'vitest'
import { servedFrom } from '../support/agent/agent-desk.js'
import { estateOf, type Estate, type FrontEndHere } from '../support/faults/estate.js'
import { openLedger } from '../support/ledger/disk-ledger.js'
import { withLedgerParts } from '../support/ledger/parts-of-ledger.js'
import { allEvents, must } from '../support/log-reading.js'

/** Rounds of killing: 6, or what CERTLEDGER_FAULT_ROUNDS says. */
const rounds = Number(process.env['CERTLEDGER_FAULT_ROUNDS'] ?? '6')
const FRONT_ENDS = 20
const AGENTS_IN_A_PROCESS = 5
const KILLS_IN_A_ROUND = 3
const ROLE = 'OAuthTokenIssuer'
const TIMEOUT_MS = 60_000 + rounds * 8_000

const killed = async ({ server, agents }: Estate): Promise<void> => {
  const nth = Math.floor(Math.random() * (agents.length + 2))
  const victim = agents[nth] ?? server
  await victim.kill()
  await victim.start()
}

/** A pair may be taken away while it is read, because another one took its place: then that one is read. */
const pairIn = ({ store }: FrontEndHere): { readonly thumbprint: string; readonly isPair: boolean } | null => {
  for (let left = 5; ; left -= 1) {
    try {
      return existsSync(join(store, ROLE, 'current')) ? servedFrom(store, ROLE) : null
    } catch (thrown) {
      if (left === 0) throw thrown
    }
  }
}

const expectWholeStores = ({ frontEnds }: Estate): void => {
  for (const frontEnd of frontEnds) expect(pairIn(frontEnd)?.isPair ?? true, frontEnd.fqdn).toBe(true)
}

/** Half of the rolls are at once, half a moment ahead, so that agents switch by themselves while they are killed. */
const rolled = async ({ command, certificates }: Estate, round: number): Promise<string> => {
  const thumbprint = certificates[round % certificates.length] ?? ''
  const ahead = { roll: true, effectiveDate: new Date(Date.now() + 1_500).toISOString() }
  await command('AssignCertificate', { type: ROLE, thumbprint, force: true, ...(round % 2 === 0 ? {} : ahead) })
  return thumbprint
}

type Delivery = { readonly place: string; readonly thumbprint: string; readonly state: string }
type Replica = { readonly replicaFqdn: string; readonly deliveries: ReadonlyArray<Delivery> }

const replicasOf = async ({ ask }: Estate): Promise<ReadonlyArray<Replica>> =>
  (await ask('ReplicationStatus'))['replicas'] as ReadonlyArray<Replica>

/** What failed is asked for again by itself after a minute; whoever cannot wait so long says so. */
const untilAllProved = async (estate: Estate): Promise<ReadonlyArray<Replica>> => {
  for (const end = Date.now() + 60_000; ;) {
    const replicas = await replicasOf(estate)
    const unproved = replicas.filter(({ deliveries }) => deliveries.some(({ state }) => state !== 'proved'))
    if (unproved.length === 0 || Date.now() > end) return replicas
    for (const { replicaFqdn: fqdn, deliveries } of unproved)
      if (deliveries.some(({ state }) => state === 'failed')) await estate.command('ReplicateToFrontEnd', { fqdn })
    await pause(300)
  }
}

/** Every hand-out by its delivery and attempt, as the log has it. */
const handedOut = (directory: string): Promise<ReadonlyArray<string>> =>
  withLedgerParts(directory, async ({ eventLog }) =>
    (await allEvents(eventLog)).flatMap((event) => {
      if (event.type !== 'KeyCollected') return []
      const { fqdn, generation, attempt } = event.data
      return [`${fqdn} ${String(generation)} ${String(attempt)}`]
    }))

const collectedBy = ({ agents, frontEnds }: Estate): ReadonlyArray<string> =>
  agents.flatMap(({ told }) => told()).filter(({ event }) => event === 'collected').map((one) => {
    const fqdn = frontEnds.find(({ state }) => state === one.state)?.fqdn ?? 'nobody'
    return `${fqdn} ${String(one['generation'])} ${String(one['attempt'])}`
  })

const expectTidy = ({ store }: FrontEndHere): void => {
  const role = join(store, ROLE)
  const names = readdirSync(role).filter((name) => !['current', 'previous', 'staged'].includes(name)).sort()
  expect(names).toEqual(['generations', 'manifest.json'])
  for (const generation of readdirSync(join(role, 'generations')))
    expect(readdirSync(join(role, 'generations', generation))).toHaveLength(5)
}

it('brings the right certificate to every front end, however often server and agents are killed', async () => {
  const estate = await estateOf(FRONT_ENDS, AGENTS_IN_A_PROCESS)
  let thumbprint = ''
  for (let round = 0; round < rounds; round += 1) {
    thumbprint = await rolled(estate, round)
    for (let kill = 0; kill < KILLS_IN_A_ROUND; kill += 1) {
      await pause(Math.random() * 500)
      await killed(estate)
      expectWholeStores(estate)
    }
    await pause(round % 2 === 0 ? 0 : 700)
  }
  const replicas = await untilAllProved(estate)
  expect(replicas.map(({ deliveries }) => deliveries.find(({ place }) => place === 'current'))).toEqual(
    estate.frontEnds.map(() => expect.objectContaining({ thumbprint, state: 'proved' }) as Delivery),
  )
  for (const frontEnd of estate.frontEnds) expect(pairIn(frontEnd)).toMatchObject({ thumbprint, isPair: true })
  await estate.end()
  for (const frontEnd of estate.frontEnds) expectTidy(frontEnd)
  const onRecord = await handedOut(estate.directory)
  expect(new Set(onRecord).size).toBe(onRecord.length)
  const collected = collectedBy(estate)
  expect(new Set(collected).size).toBe(collected.length)
  expect(collected.filter((one) => !onRecord.includes(one))).toEqual([])
  expect(collected.length).toBeGreaterThan(FRONT_ENDS)
  const session = await openLedger(estate.directory)
  must(await session.verifyRecords(() => undefined)())
  expect(must(await session.auditVault()())).toMatchObject({ orphans: [], missing: [] })
}, TIMEOUT_MS)
