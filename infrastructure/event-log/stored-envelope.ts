import type { Actor, Origin } from '../../domain/values/actor.js'

/**
 * An envelope as its record says it: texts whose forms were proved when it was written, and content that is not
 * yet known.
 */
export type StoredEnvelope = {
  readonly id: string
  readonly type: string
  readonly schemaVersion: number
  readonly stream: string
  readonly revision: number
  readonly recordedAt: string
  readonly actor: Actor
  readonly origin: Origin
  readonly reason: string | null
  readonly ticket: string | null
  readonly commandId: string
  readonly $correlationId: string
  readonly $causationId: string | null
  readonly data: unknown
}

type Unknowns<T> = { readonly [K in keyof T]?: unknown }

const isObject = (value: unknown): value is object => typeof value === 'object' && value !== null
const isText = (value: unknown): boolean => typeof value === 'string'
const isTextOrNull = (value: unknown): boolean => value === null || typeof value === 'string'

const isActor = (actor: unknown): boolean => {
  if (!isObject(actor)) return false
  const { kind, name, onBehalfOf }: Unknowns<Actor> = actor
  return isText(kind) && isText(name) && isTextOrNull(onBehalfOf)
}

const isOrigin = (origin: unknown): boolean => {
  if (!isObject(origin)) return false
  const { face, address }: Unknowns<Origin> = origin
  return isText(face) && isTextOrNull(address)
}

const isPlaced = ({ stream, revision, id, type, schemaVersion }: Unknowns<StoredEnvelope>): boolean =>
  isText(stream) && isText(id) && isText(type) &&
  Number.isSafeInteger(revision) && Number.isSafeInteger(schemaVersion)

/** True for the shape of what is stamped on an event. */
export const isStamped = (value: Unknowns<StoredEnvelope>): boolean =>
  isText(value.recordedAt) && isText(value.commandId) &&
  isText(value.$correlationId) && isTextOrNull(value.$causationId) &&
  isTextOrNull(value.reason) && isTextOrNull(value.ticket) && isActor(value.actor) && isOrigin(value.origin)

/** True for the shape of an envelope. Written out by hand: every event that is ever read passes here. */
export const isStoredEnvelope = (value: unknown): value is StoredEnvelope =>
  isObject(value) && isPlaced(value) && isStamped(value)
