import { readdirSync, readFileSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import type * as OpenSession from '../../../infrastructure/system/open-session.js'

/**
 * Sends commands to the ledger of a directory, three at once: `live-until-killed.ts <directory> <folder> <nth> <of>`.
 * Of the PEM files in the folder it takes every `of`-th, so that the other processes import and destroy other keys.
 * Prints every event that was acknowledged, and of each destruction of a key that it begins and that it was answered.
 * Says `ready` when the first event was acknowledged.
 */

const fromDist = new URL('../../../dist/infrastructure/system/open-session.js', import.meta.url).href
const { openSession } = (await import(fromDist)) as typeof OpenSession

const [, , directory = '', folder = '', nth = '0', of = '1'] = process.argv

const say = (line: string): void => void writeSync(1, `${line}\n`)

const files = readdirSync(folder)
  .filter((_name, index) => index % Number(of) === Number(nth))
  .map((name) => ({ thumbprint: name.replace('.pem', ''), path: join(folder, name) }))

const anyOf = <A>(items: ReadonlyArray<A>): A => {
  const item = items[Math.floor(Math.random() * items.length)]
  if (item === undefined) throw new Error('nothing to choose from')
  return item
}

const asked = {
  actor: { kind: 'service', name: 'crash', onBehalfOf: null },
  origin: { face: 'api', address: null },
  reason: null,
  ticket: null,
  commandId: null,
  correlationId: null,
  causationId: null,
  dryRun: false,
} as const

const aCommand = () => {
  const { thumbprint, path } = anyOf(files)
  const slot = { type: anyOf(['Default', 'Internal,WebServicesInternal']), identity: anyOf(['fe01.x', 'fe02.x']) }
  const force = true
  const importing = { name: 'ImportCertificate', input: { file: readFileSync(path), ...slot, force } } as const
  return anyOf([
    importing,
    importing,
    importing,
    { name: 'AssignCertificate', input: { thumbprint, ...slot, force } } as const,
    { name: 'DestroyPrivateKey', input: { thumbprint, force } } as const,
    { name: 'RemoveAssignment', input: { ...slot, type: 'Default', force } } as const,
  ])
}

/** What a command may be refused for, because of what others have done to the same certificate. */
const expected = new Set(['CertificateUnknown', 'CertificateNotAcceptable', 'PrivateKeyNotKept'])

const opened = await openSession({ directory, create: true, passphrase: null })()
if (opened._tag === 'Left') throw new Error(JSON.stringify(opened.left))
const session = opened.right

let isReady = false

const live = async (): Promise<never> => {
  for (;;) {
    const { name, input } = aCommand()
    const destroys = name === 'DestroyPrivateKey'
    if (destroys) say(`begins ${input.thumbprint}`)
    const outcome = await session.command(name, input, asked)()
    if (destroys) say(`ends ${input.thumbprint}`)
    if (outcome._tag === 'Left') {
      if (!expected.has(outcome.left._tag)) throw new Error(`${name}: ${JSON.stringify(outcome.left)}`)
      continue
    }
    for (const { position, type, stream, revision } of outcome.right.events) {
      say(`${String(position)} ${type} ${stream} ${String(revision)}`)
    }
    if (!isReady && outcome.right.events.length > 0) say('ready')
    isReady ||= outcome.right.events.length > 0
  }
}

await Promise.all([live(), live(), live()])
