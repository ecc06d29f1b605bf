import { join } from 'node:path'
import { parseDocument } from 'yaml'
import { certificateRoles, type CertificateRole } from '../../../domain/values/certificate-role.js'
import { E, pipe, TE, type Either, type TaskEither } from '../../../application/prelude.js'
import type { SetupFault } from '../../../application/agents/agent-fault.js'
import { faultAt } from '../files/file-code.js'
import { readBounded, type ReadFile } from '../files/read-bounded.js'
import { exposedMode, stateFiles } from '../state/state-files.js'
import { endpointOf, type Endpoint } from './endpoint.js'

/** What is done on this machine for a role: programs that run after a change, and where its certificate is served. */
export type RoleConfig = {
  /** Each a program by its full path, and its arguments. */
  readonly hooks: ReadonlyArray<readonly [string, ...ReadonlyArray<string>]>
  readonly endpoint: Endpoint | null
}

/** The configuration of an agent: it lies on this machine, and the ledger can neither see nor change it. */
export type AgentConfig = { readonly forRole: (role: CertificateRole) => RoleConfig }

const LIMIT_BYTES = 65_536
const MOST_HOOKS = 20
const OTHERS_MAY_WRITE = 0o022
const nothing: RoleConfig = { hooks: [], endpoint: null }

type Checked<A> = Either<string, A>

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

const isArgv = (value: unknown): value is readonly [string, ...Array<string>] =>
  Array.isArray(value) && value.length > 0 && value.length <= 100 &&
  value.every((word) => typeof word === 'string' && word.length <= 4_096 && !word.includes('\0')) &&
  typeof value[0] === 'string' && value[0].startsWith('/')

const hooksIn = (value: unknown, where: string): Checked<RoleConfig['hooks']> => {
  const hooks: unknown = value ?? []
  return Array.isArray(hooks) && hooks.length <= MOST_HOOKS && hooks.every(isArgv) ? E.right(hooks) : E.left(where)
}

const roleConfigIn = (value: unknown, where: string): Checked<RoleConfig> => {
  if (!isRecord(value)) return E.left(where)
  const { hooks, endpoint, ...others } = value
  const [unknown] = Object.keys(others)
  if (unknown !== undefined) return E.left(`${where}.${unknown}`)
  const served = endpoint === undefined ? null : endpointOf(endpoint)
  if (served === undefined) return E.left(`${where}.endpoint`)
  return pipe(hooksIn(hooks, `${where}.hooks`), E.map((all) => ({ hooks: all, endpoint: served })))
}

const configIn = (value: unknown): Checked<AgentConfig> => {
  if (value === null) return E.right({ forRole: () => nothing })
  if (!isRecord(value)) return E.left('the document')
  const { roles, ...others } = value
  const [unknown] = Object.keys(others)
  if (unknown !== undefined) return E.left(unknown)
  if (!isRecord(roles)) return E.left('roles')
  const [stranger] = Object.keys(roles).filter((name) => !certificateRoles.some((role) => role === name))
  if (stranger !== undefined) return E.left(`roles.${stranger}`)
  return pipe(
    Object.entries(roles),
    E.traverseArray(([name, of]) =>
      pipe(roleConfigIn(of, `roles.${name}`), E.map((config) => [name, config] as const))),
    E.map((entries) => {
      const byRole = new Map<string, RoleConfig>(entries)
      return { forRole: (role) => byRole.get(role) ?? nothing }
    }),
  )
}

const documentIn = (text: string): Checked<unknown> => {
  const document = parseDocument(text, { schema: 'core', uniqueKeys: true, stringKeys: true })
  if (document.errors.length > 0) return E.left('the document')
  try {
    const value: unknown = document.toJS({ maxAliasCount: 0 })
    return E.right(value)
  } catch {
    return E.left('the document')
  }
}

const isOwn = ({ uid }: ReadFile): boolean => {
  const user = process.getuid?.()
  return user === undefined || uid === user || uid === 0
}

const accepted = (path: string) => (found: ReadFile | null): Either<SetupFault, AgentConfig> => {
  if (found === null) return E.right({ forRole: () => nothing })
  const exposed = exposedMode(found.mode, OTHERS_MAY_WRITE)
  if (exposed !== null || !isOwn(found))
    return E.left({ _tag: 'AgentFileExposed', path, mode: exposed ?? 'of another user' })
  return pipe(
    documentIn(found.bytes.toString('utf8')),
    E.chain(configIn),
    E.mapLeft((where): SetupFault => ({ _tag: 'AgentConfigNotUnderstood', path, where })),
  )
}

/**
 * Reads `agent.yaml` of a state directory; without one nothing is run. A file that others than its owner may write, or
 * that belongs to another user, is refused: it names programs that run with the rights of the agent.
 */
export const readConfig = (state: string): TaskEither<SetupFault, AgentConfig> => {
  const path = join(state, stateFiles.config)
  return pipe(
    TE.tryCatch(() => readBounded(path, LIMIT_BYTES), faultAt(path)),
    TE.chainEitherKW(accepted(path)),
  )
}
