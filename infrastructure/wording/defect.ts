import { createHash } from 'node:crypto'
import type { FaceError } from './face-error.js'

const placesOf = (thrown: unknown): string =>
  thrown instanceof Error ? `${thrown.name} ${/[\w-]+\.[jt]s:\d+/.exec(thrown.stack ?? '')?.[0] ?? ''}` : typeof thrown

const stackOf = (thrown: unknown): string => (thrown instanceof Error ? (thrown.stack ?? thrown.name) : typeof thrown)

/**
 * Something that was thrown where nothing should. Its number is the same for the same place in the program, and holds
 * nothing of what was being worked on. `trace` is for the diagnostic output only.
 */
export const defectOf = (thrown: unknown): { readonly error: FaceError; readonly trace: string } => ({
  error: { _tag: 'Unexpected', id: createHash('sha256').update(placesOf(thrown)).digest('hex').slice(0, 8) },
  trace: stackOf(thrown),
})
