import { t } from '../../../domain/prelude.js'
import { Instant } from '../../../domain/values/instant.js'
import { Place } from '../../../domain/values/place.js'
import { Slot } from '../../../domain/values/slot.js'
import { Thumbprint, ThumbprintSha256 } from '../../../domain/values/thumbprint.js'
import { Uuid } from '../../../domain/values/uuid.js'

const orNull = <C extends t.Mixed>(codec: C) => t.union([codec, t.null])

const DIRECTORY = /^\d{1,15}-[0-9A-F]{8}(?:-\d{1,6})?$/

/** True for the name of a generation's directory, and for nothing that leads elsewhere. */
export const isGenerationName = (name: string): boolean => DIRECTORY.test(name)

/** A certificate with its key that lies whole in a generation's directory, and the delivery that brought it. */
export const Held = t.type({
  directory: t.refinement(t.string, isGenerationName, 'GenerationName'),
  slot: Slot,
  generation: t.number,
  attempt: t.number,
  thumbprint: Thumbprint,
  thumbprintSha256: ThumbprintSha256,
  notAfter: Instant,
  /** When the agent is to make a staged one current, by itself; it stays when that was done. */
  effectiveAt: orNull(Instant),
  challenge: orNull(Uuid),
  installedAt: Instant,
})
export type Held = t.TypeOf<typeof Held>

/** What the places of a role hold. */
export const Places = t.type({ current: orNull(Held), previous: orNull(Held), staged: orNull(Held) })
export type Places = t.TypeOf<typeof Places>

/**
 * `manifest.json` of a role: what its places are to hold, written before the links are changed, so that a change that
 * was cut off is finished by the next start. `hooksDue` names the place whose change no hook has been told of yet.
 */
export const Manifest = t.type({ version: t.literal(1), places: Places, hooksDue: orNull(Place) })
export type Manifest = t.TypeOf<typeof Manifest>

/** The places, the most important one first. */
export const allPlaces: ReadonlyArray<Place> = ['current', 'staged', 'previous']

export const emptyPlaces: Places = { current: null, previous: null, staged: null }

/** Everything that a place holds. */
export const heldIn = (places: Places): ReadonlyArray<Held> =>
  allPlaces.map((place) => places[place]).filter((held) => held !== null)
