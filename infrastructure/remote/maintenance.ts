import { pipe, TE, type TaskEither } from '../../application/prelude.js'
import { t } from '../../domain/prelude.js'
import { Instant } from '../../domain/values/instant.js'
import { KeyRef } from '../../domain/values/key-ref.js'
import { paths } from '../shared/route-name.js'
import type { RemoteError } from '../shared/told-by-server.js'
import type { Session } from '../system/session.js'
import type { Asking } from './asking.js'
import { EventNamed } from './event-named.js'
import { understood } from './understood.js'
import { watchedWork } from './watched-work.js'
import type { Wire } from './wire.js'

const refs = t.readonlyArray(KeyRef)
const Events = t.type({ events: t.readonlyArray(EventNamed) })
const Next = t.type({ nextEffectiveInstant: t.union([Instant, t.null]) })
const Audit = t.type({ entries: t.number, orphans: refs, young: refs, missing: refs })
const Swept = t.type({ destroyed: refs })
const Rebuilt = t.type({
  events: t.number,
  durationMs: t.number,
  digests: t.record(t.string, t.string),
  unchanged: t.boolean,
})

type Form<A> = { readonly is: (value: unknown) => value is A }

/** What a session does beside commands and questions. */
export type Maintenance = Omit<Session, 'command' | 'question' | 'close'>

/** Care of a ledger over HTTP. */
export const maintenance = (wire: Wire, asking: Asking, server: string): Maintenance => {
  const read = <A>(form: Form<A>, content: unknown) => understood(server, form.is(content) ? content : null)
  const asked = <A>(method: 'GET' | 'POST', path: string, form: Form<A>): TaskEither<RemoteError, A> =>
    pipe(asking({ method, path }), TE.chainEitherK((content) => read(form, content)))
  return {
    activateDueRolls: () => pipe(asked('POST', paths.dueRolls, Events), TE.map(({ events }) => events)),
    nextEffectiveInstant: () =>
      pipe(asked('GET', paths.nextEffectiveInstant, Next), TE.map((next) => next.nextEffectiveInstant)),
    auditVault: () => asked('GET', paths.vaultAudit, Audit),
    sweepVault: () => pipe(asked('POST', paths.vaultSweep, Swept), TE.map(({ destroyed }) => destroyed)),
    verifyRecords: (progress) =>
      pipe(
        watchedWork(wire, server, paths.verifyRecords, progress),
        TE.chainEitherK((content) => read(t.number, content)),
      ),
    rebuildReadSide: (progress) =>
      pipe(
        watchedWork(wire, server, paths.rebuildReadSide, progress),
        TE.chainEitherK((content) => read(Rebuilt, content)),
      ),
  }
}
