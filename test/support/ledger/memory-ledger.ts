import { commands, type CommandName } from '../../../application/commands/catalogue.js'
import type { CommandError, CommandResult } from '../../../application/commands/command.js'
import { askedBy, type Asked } from '../../../application/context.js'
import type { Ports } from '../../../application/ports.js'
import { TE, type Either } from '../../../application/prelude.js'
import { servicesOf, type Services } from '../../../application/services.js'
import type { RecordedEvent } from '../../../domain/envelope.js'
import type { DomainEvent } from '../../../domain/events.js'
import { memoryLog } from '../../../infrastructure/event-log/memory-log.js'
import { tokenSource } from '../../../infrastructure/sealing/token-source.js'
import { rowLookup } from '../../../infrastructure/system/row-lookup.js'
import { memoryVault } from '../../../infrastructure/vault/memory-vault.js'
import { allEvents } from '../log-reading.js'
import { countedIds } from './counted-ids.js'
import { fakeReader } from './fake-certificates.js'
import { memoryReadSide } from './memory-read-side.js'
import { movableClock, type MovableClock } from './movable-clock.js'

/** A command as somebody sends it. */
export type Sent = {
  readonly name: CommandName
  readonly input: Readonly<Record<string, unknown>>
  readonly asked?: Partial<Asked>
}

/** Who asks in these tests, unless a test says otherwise. */
export const alice: Asked = askedBy(
  { kind: 'person', name: 'CONTOSO\\alice', onBehalfOf: null },
  { face: 'cli', address: 'admin01' },
)

/** A whole ledger without a disk: the services of a process, and what stands behind them. */
export type MemoryLedger = {
  readonly services: Services
  readonly ports: Ports
  readonly clock: MovableClock
  readonly send: (sent: Sent) => Promise<Either<CommandError, CommandResult>>
  readonly events: () => Promise<ReadonlyArray<RecordedEvent<DomainEvent>>>
}

const ledgerOf = (ports: Ports, clock: MovableClock): MemoryLedger => {
  const services = servicesOf(ports)
  return {
    services,
    ports,
    clock,
    send: ({ name, input, asked }) => commands[name].execute(services, input, { ...alice, ...asked })(),
    events: () => allEvents(ports.eventLog),
  }
}

/** The instant at which every ledger of these tests begins. */
export const beginsAt = '2026-06-01 12:00Z'

/** An empty ledger whose clock stands; single ports may be replaced, the others are then made over them. */
export const memoryLedger = (replaced: Partial<Ports> = {}): MemoryLedger => {
  const clock = movableClock(beginsAt)
  const eventLog = replaced.eventLog ?? memoryLog()
  const ports: Ports = {
    eventLog,
    keyVault: memoryVault({ now: clock.now }),
    certificateReader: fakeReader,
    pfxWriter: { write: () => TE.right(new TextEncoder().encode('PFX')) },
    lookup: rowLookup(memoryReadSide(eventLog)),
    clock,
    ids: countedIds(),
    tokens: tokenSource,
    ...replaced,
  }
  return ledgerOf(ports, clock)
}

/**
 * Another process on the same ledger: services, rows and ids of its own, perhaps another log in front of the same
 * records, and a clock of its own.
 */
export const rivalOf = ({ ports, clock }: MemoryLedger, nth: number, replaced: Partial<Ports> = {}): MemoryLedger => {
  const eventLog = replaced.eventLog ?? ports.eventLog
  const own = movableClock(clock.now())
  const lookup = rowLookup(memoryReadSide(eventLog))
  return ledgerOf({ ...ports, eventLog, lookup, clock: own, ids: countedIds(nth), ...replaced }, own)
}
