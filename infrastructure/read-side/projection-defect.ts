import type { Position } from '../../domain/values/position.js'

/** Thrown where a projection breaks its promise to accept every fact, or asks for a change that its table forbids. */
export class ProjectionDefect extends Error {
  constructor(readonly projection: string, readonly position: Position, override readonly cause: unknown) {
    super(`projection ${projection} failed at position ${position}: ${String(cause)}`)
    this.name = 'ProjectionDefect'
  }
}
