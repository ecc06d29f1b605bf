import { describe, expect, it } from 'vitest'
import { commands, type CommandName } from '../../../application/commands/catalogue.js'
import type { EventLog } from '../../../application/ports/event-log.js'
import { E, TE } from '../../../application/prelude.js'
import { memoryLog } from '../../../infrastructure/event-log/memory-log.js'
import { memoryVault } from '../../../infrastructure/vault/memory-vault.js'
import { instant } from '../../support/instants.js'
import { countedId } from '../../support/ledger/counted-ids.js'
import { logLost, withDiary } from '../../support/ledger/disturbances.js'
import { keyOf } from '../../support/ledger/fake-certificates.js'
import { keysIn, lived } from '../../support/ledger/given.js'
import { alice, beginsAt, memoryLedger } from '../../support/ledger/memory-ledger.js'
import { askedAs, dry } from '../../support/ledger/sends.js'
import { putOnRecord } from '../../support/ledger/told-by-agents.js'
import { filePassword, typicalCommands, withReason } from '../../support/ledger/typical-commands.js'
import { must } from '../../support/log-reading.js'

const names = Object.keys(commands) as ReadonlyArray<CommandName>

/** A ledger in the situation of a command, and what is done to log and vault from then on. */
const situation = async (name: CommandName) => {
  const { diary, ...ports } = withDiary(memoryLog(), memoryVault({ now: () => instant(beginsAt) }))
  const ledger = memoryLedger(ports)
  const { onRecord = [], earlier, sent } = typicalCommands[name]
  await putOnRecord(ledger.ports.eventLog, onRecord)
  await lived(ledger, earlier)
  diary.length = 0
  return { ledger, diary, sent, before: await ledger.events() }
}

describe.each(names)('%s', (name) => {
  it('is recorded with who, when, from where, why, and under which command', async () => {
    const { ledger, sent, before } = await situation(name)
    const { events } = must(await ledger.send(askedAs(withReason(sent), { commandId: countedId(7) })))
    expect(events.length).toBeGreaterThan(0)
    expect(await ledger.events()).toEqual([...before, ...events])
    const stamp = {
      recordedAt: instant(beginsAt), actor: alice.actor, origin: alice.origin,
      reason: 'quarterly renewal', ticket: 'CHG-10472', commandId: countedId(7), $correlationId: countedId(7),
    }
    for (const event of events) expect(event).toMatchObject(stamp)
  })

  it('dry, plans what it would record, records nothing, and does not touch the vault', async () => {
    const { ledger, diary, sent, before } = await situation(name)
    const planned = must(await ledger.send(dry(sent)))
    expect(await ledger.events()).toEqual(before)
    expect(diary).toEqual([])
    const recorded = must(await ledger.send(sent))
    const named = ({ type, stream, revision }: (typeof planned.events)[number]) => ({ type, stream, revision })
    expect(planned.events.map(named)).toEqual(recorded.events.map(named))
    expect(planned.findings).toEqual(recorded.findings)
  })

  it('sent again under its id is accepted, records nothing and leaves the vault as it is', async () => {
    const { ledger, sent } = await situation(name)
    const same = askedAs(sent, { commandId: countedId(7) })
    must(await ledger.send(same))
    const [events, keys] = [await ledger.events(), await keysIn(ledger)]
    must(await ledger.send(same))
    expect([await ledger.events(), await keysIn(ledger)]).toEqual([events, keys])
  })

  it('refuses a parameter that it does not have', async () => {
    const { ledger, sent, before } = await situation(name)
    const refused = await ledger.send({ ...sent, input: { ...sent.input, colour: 'blue' } })
    expect(refused).toEqual(E.left({ _tag: 'InputNotUnderstood', problems: [], unknown: ['colour'] }))
    expect(await ledger.events()).toEqual(before)
  })

  it('fails with the log where that cannot be read, and does not touch the vault', async () => {
    const { ledger, diary, sent, before } = await situation(name)
    const lost: EventLog = { ...ledger.ports.eventLog, head: () => TE.left(logLost) }
    const blind = memoryLedger({ ...ledger.ports, eventLog: lost })
    expect(await blind.send(sent)).toEqual(E.left(logLost))
    expect([await ledger.events(), diary]).toEqual([before, []])
  })

  it('shows neither key nor password in what it answers or records', async () => {
    const { ledger, sent } = await situation(name)
    const { file: _file, ...result } = must(await ledger.send(sent))
    const shown = JSON.stringify([result, await ledger.events()])
    for (const key of [keyOf('A'), keyOf('B')]) {
      const seed = key.subarray(-32)
      for (const encoding of ['hex', 'base64', 'latin1'] as const) expect(shown).not.toContain(seed.toString(encoding))
    }
    expect(shown).not.toContain(filePassword)
  })
})

/** What repeats differently, and why. */
const repeatedOtherwise: Partial<Record<CommandName, string>> = {
  CancelRoll: 'refused: a roll that took effect is not one that was cancelled',
  InviteAgent: 'recorded: every invitation is another one',
  RotateToken: 'recorded: every rotation gives another token',
  ExportCertificate: 'recorded: every reading of a key is a reading',
}

describe('A command that is repeated, as another command', () => {
  it.each(names.filter((name) => repeatedOtherwise[name] === undefined))('records nothing: %s', async (name) => {
    const { ledger, sent } = await situation(name)
    must(await ledger.send(sent))
    const events = await ledger.events()
    expect(must(await ledger.send(sent)).events).toEqual([])
    expect(await ledger.events()).toEqual(events)
  })

  it.each(Object.entries(repeatedOtherwise))('%s is %s', async (name, what) => {
    const { ledger, sent } = await situation(name as CommandName)
    must(await ledger.send(sent))
    const repeated = await ledger.send(sent)
    if (what.startsWith('refused')) expect(E.isLeft(repeated)).toBe(true)
    else expect(must(repeated).events).toHaveLength(1)
  })
})
