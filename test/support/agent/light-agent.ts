import {
  createHash, createPrivateKey, createPublicKey, generateKeyPairSync, randomUUID, sign, verify, type KeyObject,
} from 'node:crypto'
import {
  agentRoutes, CollectAnswer, EnrolAnswer, proofText, ReportAnswer, StartAnswer, SyncAnswer, type DeliveryResult,
  type MeantEntry,
} from '../../../application/agents/protocol.js'
import type { t } from '../../../domain/prelude.js'
import { AgentFingerprint, PublicKeyText, type AgentKeys } from '../../../domain/values/agent-keys.js'
import { Fqdn } from '../../../domain/values/fqdn.js'
import { Instant } from '../../../domain/values/instant.js'
import type { ObservedEntry } from '../../../domain/values/observed-entry.js'
import { openSealed } from '../../../infrastructure/sealing/open-sealed.js'

/** Carries a message to a server; gives what came back. */
export type PostMessage = (
  path: string,
  message: string,
) => Promise<{ readonly status: number; readonly text: string }>

/** What a ledger said instead of an answer. */
export class Refused extends Error {
  constructor(readonly status: number, readonly problem: string) { super(`${String(status)} ${problem}`) }
}

type Installed = { readonly entry: MeantEntry; readonly key: KeyObject }

const must = <A>(is: (value: unknown) => value is A, value: unknown): A => {
  if (!is(value)) throw new TypeError(`not what was expected: ${JSON.stringify(value)}`)
  return value
}

const base64url = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url')

const compact = (key: KeyObject, header: object, content: object): string => {
  const signed = `${base64url(header)}.${base64url(content)}`
  return `${signed}.${sign(null, Buffer.from(signed), key).toString('base64url')}`
}

const textOf = (key: KeyObject): PublicKeyText => must(PublicKeyText.is, key.export({ format: 'jwk' }).x)

const problemIn = (text: string): string => {
  try {
    const { type } = JSON.parse(text) as { readonly type?: unknown }
    return String(type)
  } catch {
    return text.slice(0, 200)
  }
}

/** A store that holds nothing but what is meant, in memory. */
const entryOf = ({ entry: { slot, place, thumbprint, thumbprintSha256, notAfter } }: Installed): ObservedEntry => ({
  role: slot.role,
  place,
  certificate: { thumbprint, thumbprintSha256, subject: `CN=${slot.role}`, notAfter },
  privateKey: 'usable',
  file: null,
})

/**
 * An agent without disk and clock, in as little processor time as the protocol takes: for benches with a thousand of
 * them, and for tests that want to say what no honest agent says. It speaks as the real one does.
 */
export class LightAgent {
  readonly fqdn: Fqdn
  readonly keys: AgentKeys
  readonly fingerprint: AgentFingerprint
  readonly signing = generateKeyPairSync('ed25519')
  readonly sealing = generateKeyPairSync('x25519')
  instance: string = randomUUID()
  epoch: string | null = null
  sequence = 0
  readonly installed = new Map<string, Installed>()
  private pinned: KeyObject | null = null

  constructor(name: string, readonly post: PostMessage, readonly machine = `machine of ${name}`) {
    this.fqdn = must(Fqdn.is, name)
    this.keys = { signing: textOf(this.signing.publicKey), sealing: textOf(this.sealing.publicKey) }
    const bytes = [this.keys.signing, this.keys.sealing].map((text) => Buffer.from(text, 'base64url'))
    this.fingerprint = must(
      AgentFingerprint.is,
      createHash('sha256').update(Buffer.concat(bytes)).digest('hex').toUpperCase(),
    )
  }

  /** A signed message, with a number of its own. `header` and `signer` are for whoever lies. */
  message(url: string, content: object, header: object = {}, signer: KeyObject = this.signing.privateKey): string {
    const { fqdn, instance, epoch } = this
    this.sequence += 1
    const stamp = { fqdn, instance, epoch, sequence: this.sequence, sentAt: new Date().toISOString() }
    return compact(signer, { alg: 'EdDSA', kid: fqdn, url, ...header }, { ...stamp, ...content })
  }

  async enrol(invitation: string): Promise<EnrolAnswer> {
    const content = {
      fqdn: this.fqdn, invitation, keys: this.keys, machine: this.machine, version: '0.1.0',
      sentAt: new Date().toISOString(),
    }
    const jws = compact(this.signing.privateKey, { alg: 'EdDSA', kid: this.fqdn, url: agentRoutes.enrol }, content)
    const text = await this.sent(agentRoutes.enrol, jws)
    const claimed = must(EnrolAnswer.is, this.contentOf(text))
    this.pinned = createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x: claimed.signingKey }, format: 'jwk' })
    return this.believed(EnrolAnswer, jws, text)
  }

  async start(): Promise<void> {
    this.epoch = null
    const answer = await this.ask(agentRoutes.start, StartAnswer, { machine: this.machine, version: '0.1.0' })
    this.epoch = answer.epoch
  }

  async sync(): Promise<SyncAnswer> {
    const entries = [...this.installed.values()].map(entryOf)
    return this.ask(agentRoutes.sync, SyncAnswer, { version: '0.1.0', entries })
  }

  /** Everything that a round of an agent does; gives when to ask again, in ms. */
  async round(): Promise<SyncAnswer> {
    if (this.epoch === null) await this.start()
    const answer = await this.sync()
    const results: Array<DeliveryResult> = []
    for (const entry of answer.meant) results.push(...(await this.worked(entry)))
    if (results.length === 0) return answer
    await this.ask(agentRoutes.report, ReportAnswer, { results })
    return this.sync()
  }

  async collect(entry: Pick<MeantEntry, 'slot' | 'generation' | 'attempt'>): Promise<CollectAnswer> {
    const { slot, generation, attempt } = entry
    return this.ask(agentRoutes.collect, CollectAnswer, { slot, generation, attempt })
  }

  /** Says something and believes only the ledger that it knows from the enrolment. */
  async ask<A>(url: string, codec: t.Type<A, unknown>, content: object): Promise<A> {
    const message = this.message(url, content)
    return this.believed(codec, message, await this.sent(url, message))
  }

  private async worked(entry: MeantEntry): Promise<ReadonlyArray<DeliveryResult>> {
    const { slot, generation, attempt, thumbprintSha256, progress } = entry
    const name = `${slot.role} ${String(generation)}`
    const held = this.installed.get(name)
    if (held !== undefined) this.installed.set(name, { ...held, entry })
    if (progress !== 'requested') return []
    const { sealed } = await this.collect(entry)
    const now = must(Instant.is, new Date().toISOString())
    const expected = { fqdn: this.fqdn, slot, generation, attempt, thumbprintSha256, now }
    const opened = await openSealed(sealed, this.sealing.privateKey, expected)()
    if (opened._tag === 'Left') throw new Error(`not opened: ${opened.left.because}`)
    const key = createPrivateKey({ key: opened.right.privateKey, format: 'der', type: 'pkcs8' })
    this.installed.set(name, { entry, key })
    const delivery = { slot, generation, attempt, at: now }
    const signature = sign('sha256', Buffer.from(proofText(this.fqdn, entry)), key).toString('base64url')
    return [
      { ...delivery, outcome: 'installed' },
      { ...delivery, outcome: 'proved', signature, served: null },
    ]
  }

  private async sent(path: string, message: string): Promise<string> {
    const { status, text } = await this.post(path, message)
    if (status !== 200) throw new Refused(status, problemIn(text))
    return text.trim()
  }

  private contentOf(jws: string, part = 1): unknown {
    return JSON.parse(Buffer.from(jws.split('.')[part] ?? '', 'base64url').toString('utf8'))
  }

  private believed<A>(codec: t.Type<A, unknown>, message: string, jws: string): A {
    const [header, content, signature] = jws.split('.')
    const isSigned = this.pinned !== null && verify(
      null, Buffer.from(`${header ?? ''}.${content ?? ''}`), this.pinned, Buffer.from(signature ?? '', 'base64url'),
    )
    if (!isSigned) throw new Error('an answer that the ledger has not signed')
    const { crit, req } = this.contentOf(jws, 0) as { readonly crit?: ReadonlyArray<unknown>; readonly req?: unknown }
    const isToThis = crit?.includes('req') === true &&
      req === createHash('sha256').update(message).digest('base64url')
    if (!isToThis) throw new Error('an answer to another message')
    return must(codec.is, this.contentOf(jws))
  }
}
