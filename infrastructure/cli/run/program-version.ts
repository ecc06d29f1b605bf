import { readFileSync } from 'node:fs'
import { t } from '../../../domain/prelude.js'

const Package = t.type({ name: t.literal('certledger'), version: t.string })

/** The program's own package.json stands above the compiled code, or above the sources. */
const places = ['../../../../package.json', '../../../package.json']

const versionIn = (place: string): ReadonlyArray<string> => {
  try {
    const found: unknown = JSON.parse(readFileSync(new URL(place, import.meta.url), 'utf8'))
    return Package.is(found) ? [found.version] : []
  } catch {
    return []
  }
}

/** The version of the program; `unknown` where its package is not there. */
export const programVersion = (): string => places.flatMap(versionIn)[0] ?? 'unknown'
