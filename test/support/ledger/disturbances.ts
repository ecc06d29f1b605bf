import type { EventLog, LogFailure } from '../../../application/ports/event-log.js'
import type { KeyVault, KeyVaultError } from '../../../application/ports/key-vault.js'
import { TE } from '../../../application/prelude.js'
import { memoryLog } from '../../../infrastructure/event-log/memory-log.js'

/** What a disk says that fails, in the log and in the vault. */
export const logLost: LogFailure = { _tag: 'LogUnavailable', path: 'events.sqlite', reason: 'SQLITE_IOERR' }
export const vaultLost: KeyVaultError = { _tag: 'VaultUnavailable', operation: 'write', reason: 'EIO' }

/** A log in memory; while `broken` names a stream by its beginning, appends to it fail: as a crash before it does. */
export const breakableLog = () => {
  const log = memoryLog()
  const state: { broken: string | null } = { broken: null }
  const eventLog: EventLog = {
    ...log,
    append: (request) =>
      state.broken !== null && request.stream.startsWith(state.broken) ? TE.left(logLost) : log.append(request),
  }
  return { eventLog, state }
}

/** Tells in a diary what is done to a log and a vault, in the order in which it is done. */
export const withDiary = (eventLog: EventLog, keyVault: KeyVault) => {
  const diary: Array<string> = []
  const noted = <A>(what: string, action: () => A): A => {
    diary.push(what)
    return action()
  }
  const log: EventLog = {
    ...eventLog,
    append: (request) => () =>
      noted(`record ${request.events.map(({ type }) => type).join(' ')}`, eventLog.append(request)),
  }
  const vault: KeyVault = {
    ...keyVault,
    deposit: (deposit) => () => noted('deposit key', keyVault.deposit(deposit)),
    open: (ref) => () => noted('open key', keyVault.open(ref)),
    destroy: (ref) => () => noted('destroy key', keyVault.destroy(ref)),
  }
  return { diary, eventLog: log, keyVault: vault }
}
