import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'
import type { Either } from '../../../application/prelude.js'
import { secretOf } from '../../../application/ports/secret.js'
import type { ReadFailure } from '../../../application/ports.js'
import { openSession, type SessionOptions } from '../../../infrastructure/system/open-session.js'
import type { CommandAnswer, QuestionAnswer, Session, SessionError } from '../../../infrastructure/system/session.js'
import type { QuestionName } from '../../../projections/questions/catalogue.js'
import type { MomentAsked } from '../../../projections/time.js'
import { must } from '../log-reading.js'
import { alice, type Sent } from './memory-ledger.js'

/** A folder of its own, removed when the test has ended. */
export const freshFolder = (): string => {
  const folder = mkdtempSync(join(tmpdir(), 'certledger-system-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  return folder
}

/** The path of a ledger that is not there yet. */
export const freshLedger = (): string => join(freshFolder(), 'ledger')

/** Opens a ledger as a process that starts now would; it is closed when the test has ended. */
export const tryToOpen = async (
  directory: string,
  options: Partial<SessionOptions> = {},
): Promise<Either<ReadFailure, Session>> => {
  const opened = await openSession({ directory, create: true, passphrase: null, ...options })()
  if (opened._tag === 'Right') onTestFinished(() => opened.right.close())
  return opened
}

export const openLedger = async (directory: string, options: Partial<SessionOptions> = {}): Promise<Session> =>
  must(await tryToOpen(directory, options))

export const sendTo = (session: Session, { name, input, asked }: Sent): Promise<Either<SessionError, CommandAnswer>> =>
  session.command(name, input, { ...alice, ...asked })()

/** The present, on both axes. */
export const present: MomentAsked = { at: null, knownAt: null }

export const ask = (
  session: Session,
  name: QuestionName,
  input: Readonly<Record<string, unknown>> = {},
  moment: MomentAsked = present,
): Promise<Either<SessionError, QuestionAnswer>> => session.question(name, input, moment)()

/** A passphrase, as it is given to a ledger when it is opened. */
export const passphrase = (text: string) => ({ passphrase: secretOf(Buffer.from(text)) })
