import { expect } from 'vitest'
import type { CommandError, CommandResult } from '../../../application/commands/command.js'
import { E, type Either } from '../../../application/prelude.js'
import type { Finding } from '../../../domain/certificate/finding.js'
import { must } from '../log-reading.js'
import { memoryLedger, type MemoryLedger, type Sent } from './memory-ledger.js'

type Named = { readonly type: string; readonly stream: string }

const letters = (hex: string): string => Buffer.from(hex.replace(/(00)+$/, ''), 'hex').toString()

/** An event as a reader would say it: `CertificateImported A`, `CertificateAssigned Default@fe01.contoso.com`. */
export const said = ({ type, stream }: Named): string => {
  const [kind = '', ...rest] = stream.split('-')
  const name = rest.join('-')
  return `${type} ${kind === 'certificate' ? letters(name) : name === '' ? kind : name}`
}

/** The events of a ledger as a reader would say them. */
export const story = async (ledger: MemoryLedger): Promise<ReadonlyArray<string>> => (await ledger.events()).map(said)

/** The names of the keys in the vault. */
export const keysIn = async ({ ports }: MemoryLedger): Promise<ReadonlyArray<string>> =>
  must(await ports.keyVault.list()()).map(({ ref }) => ref)

/** What a command is expected to come to. Each is to be awaited. */
export type Outcome = {
  /** Exactly these events are recorded, in this order, and returned. */
  readonly records: (...events: ReadonlyArray<string>) => Promise<void>
  /** Accepted, and nothing is recorded. */
  readonly recordsNothing: () => Promise<void>
  /** Exactly this error, facts included; nothing is recorded and no key is kept or lost. */
  readonly rejects: (error: CommandError) => Promise<void>
  /** Accepted, and exactly these findings are told, the weightiest first. */
  readonly tells: (...findings: ReadonlyArray<Finding['_tag']>) => Promise<void>
  /** The result, however it is looked at. */
  readonly result: () => Promise<Either<CommandError, CommandResult>>
}

type Moved = MemoryLedger['clock']['set']

/** Commands that went before, or how the clock was set between them. */
type Earlier = Sent | { readonly clock: Parameters<Moved>[0] }

/** The clock is set between two commands. */
export const clockAt = (text: string): Earlier => ({ clock: text })

/** Sends the commands one after the other; one that is refused is a mistake of the test. */
export const lived = async (ledger: MemoryLedger, earlier: ReadonlyArray<Earlier>): Promise<void> => {
  for (const step of earlier) {
    if ('clock' in step) ledger.clock.set(step.clock)
    else must(await ledger.send(step))
  }
}

const outcome = (ledger: MemoryLedger, earlier: ReadonlyArray<Earlier>, sent: Sent): Outcome => {
  const sendIt = async () => {
    await lived(ledger, earlier)
    const [before, keysBefore] = [await story(ledger), await keysIn(ledger)]
    const result = await ledger.send(sent)
    return { before, keysBefore, result }
  }
  const records = async (...events: ReadonlyArray<string>): Promise<void> => {
    const { before, result } = await sendIt()
    expect(must(result).events.map(said)).toEqual(events)
    expect(await story(ledger)).toEqual([...before, ...events])
  }
  return {
    records,
    recordsNothing: () => records(),
    rejects: async (error) => {
      const { before, keysBefore, result } = await sendIt()
      expect(result).toEqual(E.left(error))
      expect(await story(ledger)).toEqual(before)
      expect(await keysIn(ledger)).toEqual(keysBefore)
    },
    tells: async (...findings) => {
      const { result } = await sendIt()
      expect(must(result).findings.map(({ _tag }) => _tag)).toEqual(findings)
    },
    result: async () => (await sendIt()).result,
  }
}

/** `given(...commands).when(command).records(...events)`, on an empty ledger of its own or on one that is given. */
export const given = (...earlier: ReadonlyArray<Earlier>) => givenOn(memoryLedger(), ...earlier)

export const givenOn = (ledger: MemoryLedger, ...earlier: ReadonlyArray<Earlier>) => ({
  when: (sent: Sent): Outcome => outcome(ledger, earlier, sent),
})
