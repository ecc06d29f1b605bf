import { t } from '../prelude.js'

/**
 * Who acts: a person, a service, the agent on a front end, the scheduler, an importer of old records, or an AI
 * agent. Source: AUDIT 7.
 */
export const Actor = t.readonly(
  t.type({
    kind: t.keyof({ person: null, service: null, agent: null, scheduler: null, importer: null, ai: null }),
    name: t.string,
    onBehalfOf: t.union([t.string, t.null]),
  }),
)
export type Actor = t.TypeOf<typeof Actor>

/** Through which face a command came, and from where: host name for the CLI, remote address for HTTP. */
export const Origin = t.readonly(
  t.type({
    face: t.keyof({ cli: null, http: null, agent: null, scheduler: null, api: null }),
    address: t.union([t.string, t.null]),
  }),
)
export type Origin = t.TypeOf<typeof Origin>
