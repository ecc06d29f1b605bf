import { resolve } from 'node:path'
import { E, pipe, type Either } from '../../domain/prelude.js'
import { parseInput, type InputNotUnderstood } from '../../domain/input/field.js'
import type { FaceError } from '../wording/face-error.js'
import { generalFields } from './arguments/general-fields.js'
import { only, type RawValues } from './arguments/raw-values.js'
import { isColourless } from './colourless.js'
import type { Format } from './render/format.js'
import { serverPlace, type ServerPlace } from './run/server-place.js'
import type { Terminal, World } from './world.js'

/** What the general options and the environment make of a call. */
export type Setting = {
  readonly directory: string
  /** Asked instead of the directory; null where none is named. */
  readonly server: ServerPlace | null
  readonly format: Format
  readonly colour: boolean
  readonly width: number | null
  readonly quiet: boolean
  /** Somebody to ask; null where nobody is there, or is not to be asked. */
  readonly terminal: Terminal | null
  readonly passphraseFile: string | null
}

const given = (text: string | undefined): string | null => (text === undefined || text === '' ? null : text)

/** Where no terminal says how wide it is, an exported COLUMNS may; otherwise lines are as long as they come. */
const askedWidth = (columns: string | undefined): number | null =>
  columns !== undefined && /^[1-9]\d{1,3}$/.test(columns) ? Number(columns) : null

/** Reads the general options; what is left out comes from the environment. */
export const settingOf = (raw: RawValues, world: World): Either<InputNotUnderstood | FaceError, Setting> =>
  pipe(
    parseInput(generalFields, only(generalFields, raw)),
    E.bindTo('general'),
    E.bindW('server', ({ general }) => serverPlace(general, world)),
    E.map(({ general: { ledger, output, noColor, noInput, quiet, vaultPassphraseFile }, server }) => {
      const { env, cwd, stdout, columns, terminal } = world
      return {
        directory: resolve(cwd, ledger ?? given(env['CERTLEDGER_DIR']) ?? 'ledger'),
        server,
        format: output ?? 'table',
        colour: stdout.isTty && !noColor && !isColourless(env),
        width: stdout.isTty ? columns : askedWidth(env['COLUMNS']),
        quiet,
        terminal: noInput ? null : terminal,
        passphraseFile: vaultPassphraseFile ?? given(env['CERTLEDGER_VAULT_PASSPHRASE_FILE']),
      }
    }),
  )
