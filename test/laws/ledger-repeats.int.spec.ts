import { describe, expect, it } from 'vitest'
import { commands, type CommandName } from '../../application/commands/catalogue.js'
import type { Session } from '../../infrastructure/system/session.js'
import { clockedSession } from '../support/ledger/clocked-session.js'
import { countedId } from '../support/ledger/counted-ids.js'
import { ask, freshLedger, sendTo } from '../support/ledger/disk-ledger.js'
import { askedAs } from '../support/ledger/sends.js'
import { putOnRecord } from '../support/ledger/told-by-agents.js'
import { typicalCommands } from '../support/ledger/typical-commands.js'
import { must } from '../support/log-reading.js'

const names = Object.keys(commands) as ReadonlyArray<CommandName>

/** A repeat of these records another event, or is refused, by what they mean; see the catalogue's own tests. */
const repeatedOtherwise: ReadonlySet<CommandName> = new Set([
  'CancelRoll', 'ExportCertificate', 'InviteAgent', 'RotateToken',
])

const positionOf = async (session: Session): Promise<number> => must(await ask(session, 'Log')).position

describe('On disk, and after the ledger was opened again', () => {
  it.each(names)('%s sent again records nothing', async (name) => {
    const directory = freshLedger()
    const { onRecord = [], earlier, sent } = typicalCommands[name]
    const identified = askedAs(sent, { commandId: countedId(7) })
    const { session, eventLog } = await clockedSession(directory)
    await putOnRecord(eventLog, onRecord)
    for (const before of earlier) must(await sendTo(session, before))
    expect(must(await sendTo(session, identified)).events.length).toBeGreaterThan(0)
    const position = await positionOf(session)
    await session.close()
    const { session: again } = await clockedSession(directory)
    must(await sendTo(again, identified))
    expect(await positionOf(again)).toBe(position)
    if (!repeatedOtherwise.has(name)) {
      const repeated = must(await sendTo(again, askedAs(sent, { commandId: countedId(8) })))
      expect(repeated).toMatchObject({ events: [], position })
    }
    expect(must(await again.auditVault()())).toMatchObject({ orphans: [], young: [], missing: [] })
    expect(must(await again.rebuildReadSide(() => undefined)())).toMatchObject({ unchanged: true })
  })
})
