import type { CommandName } from '../../../application/commands/catalogue.js'
import { E, type Either } from '../../../domain/prelude.js'
import type { SpokenError } from '../../wording/problem.js'
import type { RawValues } from '../arguments/raw-values.js'
import type { Meant } from './prepare-command.js'

/** The one command of the catalogue that is always meant. */
export const always = (name: CommandName) => (raw: RawValues): Either<SpokenError, Meant> => E.right({ name, raw })
