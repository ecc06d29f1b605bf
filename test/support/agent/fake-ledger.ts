import {
  createHash, createPublicKey, generateKeyPairSync, randomUUID, verify, X509Certificate, type KeyObject,
} from 'node:crypto'
import { createServer, type IncomingMessage, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { CompactEncrypt, CompactSign, compactVerify, decodeProtectedHeader } from 'jose'
import { onTestFinished } from 'vitest'
import type { t } from '../../../domain/prelude.js'
import {
  agentRoutes, CollectMessage, EnrolMessage, proofText, ReportMessage, StartMessage, SyncMessage,
  type Binding, type DeliveryResult, type MeantEntry, type SealedContent,
} from '../../../application/agents/protocol.js'
import { AgentFingerprint, PublicKeyText, type AgentKeys } from '../../../domain/values/agent-keys.js'
import { Fqdn } from '../../../domain/values/fqdn.js'
import { msOf, plusMs, type Instant } from '../../../domain/values/instant.js'
import { Position } from '../../../domain/values/position.js'
import type { Place } from '../../../domain/values/place.js'
import type { Slot } from '../../../domain/values/slot.js'
import { Thumbprint, ThumbprintSha256 } from '../../../domain/values/thumbprint.js'
import { Uuid } from '../../../domain/values/uuid.js'
import { fingerprintOf } from './fingerprint-of.js'
import { decoded } from '../decoded.js'
import { instant } from '../instants.js'
import type { RealCertificate } from '../ledger/real-certificates.js'

/** One certificate that is meant for the front end, as the fake keeps it. */
export type FakeDelivery = MeantEntry & { readonly real: RealCertificate; readonly collectedTimes: number }

type Stamped = Pick<StartMessage, 'instance' | 'sequence' | 'sentAt' | 'epoch'>

type Wish = Partial<Pick<MeantEntry, 'generation' | 'attempt' | 'place' | 'effectiveAt'>> & { readonly slot?: Slot }

/** What can be done to a sealed key on its way. */
export type Tampering = {
  readonly content?: (content: SealedContent) => SealedContent
  readonly header?: (binding: Binding) => Binding
  readonly sealed?: (jwe: string) => string
  readonly sealTo?: KeyObject
  readonly answer?: (jws: string) => string
  readonly req?: (message: string) => string
}

class Refusal extends Error {
  constructor(readonly problem: string, readonly status: number) { super(problem) }
}

export const fqdn = decoded(Fqdn, 'fe01.contoso.com')
export const oauth: Slot = { role: 'OAuthTokenIssuer', scope: 'global' }
export const web: Slot = { role: 'WebServicesExternal', scope: fqdn }

const bodyOf = async (request: IncomingMessage): Promise<string> => {
  const chunks: Array<Buffer> = []
  for await (const chunk of request) chunks.push(chunk as Buffer)
  return Buffer.concat(chunks).toString('utf8')
}

const ed25519 = (x: string): KeyObject => createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x }, format: 'jwk' })
const x25519 = (x: string): KeyObject => createPublicKey({ key: { kty: 'OKP', crv: 'X25519', x }, format: 'jwk' })

const digests = ({ pem }: RealCertificate) => {
  const x509 = new X509Certificate(Buffer.from(pem))
  return {
    x509,
    thumbprint: decoded(Thumbprint, x509.fingerprint.replaceAll(':', '')),
    thumbprintSha256: decoded(ThumbprintSha256, x509.fingerprint256.replaceAll(':', '')),
  }
}

/** A ledger that says what a test wants it to, over real HTTP on loopback, and checks all that an agent says to it. */
export class FakeLedger {
  now: () => Instant
  enrolment: 'pending' | 'enrolled' | 'declined' = 'enrolled'
  tampering: Tampering = {}
  signing = generateKeyPairSync('ed25519').privateKey
  ledger = decoded(Uuid, randomUUID())
  epoch = decoded(Uuid, randomUUID())
  keys: AgentKeys | null = null
  machine: string | null = null
  askAgainMs = 60_000
  deliveries: Array<FakeDelivery> = []
  readonly heard: Array<{ readonly route: string; readonly message: Readonly<Record<string, unknown>> }> = []
  readonly results: Array<DeliveryResult> = []
  readonly skews: Array<number> = []
  refuse: { readonly route: string; readonly problem: string; readonly status: number } | null = null
  private sequences = new Map<string, number>()
  position = 1
  private server: Server | null = null
  private port = 0

  constructor(now: () => Instant) { this.now = now }

  get url(): string { return `http://127.0.0.1:${String(this.port)}` }

  /** Begins to answer, on the port that it had before. */
  async start(): Promise<void> {
    const server = createServer((request, response) => {
      void this.answered(request).then(({ status, type, text }) => {
        response.writeHead(status, { 'content-type': type }).end(text)
      })
    })
    await new Promise<void>((resolve) => server.listen(this.port, '127.0.0.1', resolve))
    this.port = (server.address() as AddressInfo).port
    this.server = server
  }

  /** Goes away in the middle of everything. */
  async stop(): Promise<void> {
    const { server } = this
    this.server = null
    server?.closeAllConnections()
    await new Promise((resolve) => (server === null ? resolve(null) : server.close(resolve)))
  }

  /** The same ledger after its server was started anew. */
  restart(): void {
    this.epoch = decoded(Uuid, randomUUID())
    this.sequences = new Map()
  }

  /** Means a certificate to be in a place; what was meant there before is not any more. */
  mean(real: RealCertificate, wish: Wish = {}): FakeDelivery {
    const { slot = oauth, generation = this.deliveries.length + 1, place = 'current' } = wish
    const { thumbprint, thumbprintSha256, x509 } = digests(real)
    const delivery: FakeDelivery = {
      slot,
      generation,
      attempt: wish.attempt ?? 1,
      place,
      thumbprint,
      thumbprintSha256,
      notAfter: instant(new Date(x509.validTo).toISOString()),
      effectiveAt: wish.effectiveAt ?? null,
      challenge: decoded(Uuid, randomUUID()),
      progress: 'requested',
      real,
      collectedTimes: 0,
    }
    this.deliveries = [...this.deliveries.filter((one) => one.slot.role !== slot.role || one.place !== place), delivery]
    this.position += 1
    return delivery
  }

  /** Means what is delivered already, or asked for, to be in another place as well. */
  meanToo(generation: number, place: Place, effectiveAt: Instant | null): void {
    const found = this.deliveries.find((one) => one.generation === generation)
    if (found !== undefined) this.deliveries = [...this.deliveries, { ...found, place, effectiveAt }]
  }

  /** Asks for the delivery once more. */
  again(generation: number): void {
    this.change(generation, ({ attempt }) => ({
      attempt: attempt + 1,
      progress: 'requested',
      challenge: decoded(Uuid, randomUUID()),
    }))
  }

  change(generation: number, to: (delivery: FakeDelivery) => Partial<FakeDelivery>): void {
    this.position += 1
    this.deliveries = this.deliveries.map((one) => (one.generation === generation ? { ...one, ...to(one) } : one))
  }

  place(generation: number, place: Place): void { this.change(generation, () => ({ place })) }

  progress(generation: number): string | undefined {
    return this.deliveries.find((one) => one.generation === generation)?.progress
  }

  /** What the agent said last that its store holds. */
  seen(): unknown { return this.heard.filter(({ route }) => route === agentRoutes.sync).at(-1)?.message['entries'] }

  outcomes(): ReadonlyArray<string> {
    return this.results.map((result) => (result.outcome === 'failed' ? `failed ${result.reason}` : result.outcome))
  }

  private async answered(request: IncomingMessage) {
    const route = request.url ?? ''
    try {
      if (this.refuse?.route === route) throw new Refusal(this.refuse.problem, this.refuse.status)
      const body = await bodyOf(request)
      const content = await this.content(route, body)
      const req = this.tampering.req?.(body) ?? createHash('sha256').update(body).digest('base64url')
      const jws = await new CompactSign(Buffer.from(JSON.stringify(content)))
        .setProtectedHeader({ alg: 'EdDSA', crit: ['req'], req }).sign(this.signing, { crit: { req: true } })
      return { status: 200, type: 'application/jose', text: this.tampering.answer?.(jws) ?? jws }
    } catch (thrown) {
      const { problem, status } = thrown instanceof Refusal ? thrown : new Refusal(String(thrown), 400)
      const text = JSON.stringify({ type: problem, title: problem, detail: `refused: ${problem}`, status })
      return { status, type: 'application/problem+json', text }
    }
  }

  private async content(route: string, body: string): Promise<object> {
    switch (route) {
      case agentRoutes.enrol: return this.enrol(await this.opened(EnrolMessage, route, body, null))
      case agentRoutes.start: return this.begin(await this.heardAs(StartMessage, route, body))
      case agentRoutes.sync: return this.sync(await this.heardAs(SyncMessage, route, body))
      case agentRoutes.collect: return this.collect(await this.heardAs(CollectMessage, route, body))
      case agentRoutes.report: return this.report(await this.heardAs(ReportMessage, route, body))
      default: throw new Refusal('RouteUnknown', 404)
    }
  }

  private async opened<A>(codec: t.Type<A, unknown>, route: string, jws: string, by: string | null): Promise<A> {
    const claimed: unknown = JSON.parse(Buffer.from(jws.split('.')[1] ?? '', 'base64url').toString('utf8'))
    if (!codec.is(claimed)) throw new Refusal('MessageNotUnderstood', 400)
    const signer = by ?? (EnrolMessage.is(claimed) ? claimed.keys.signing : '')
    await compactVerify(jws, ed25519(signer), { algorithms: ['EdDSA'] })
    const { kid, url } = decodeProtectedHeader(jws)
    if (kid !== fqdn || url !== route) throw new Refusal('AgentMessageNotBelieved', 401)
    this.heard.push({ route, message: claimed as Readonly<Record<string, unknown>> })
    return claimed
  }

  private async heardAs<A extends Stamped>(codec: t.Type<A, unknown>, route: string, jws: string): Promise<A> {
    if (this.keys === null || this.enrolment !== 'enrolled') throw new Refusal('AgentNotEnrolled', 403)
    const message = await this.opened(codec, route, jws, this.keys.signing)
    if (route !== agentRoutes.start && message.epoch !== this.epoch) throw new Refusal('AgentSessionUnknown', 401)
    if (message.sequence <= (this.sequences.get(message.instance) ?? 0)) throw new Refusal('AgentMessageReplayed', 403)
    this.sequences.set(message.instance, message.sequence)
    this.skews.push(msOf(message.sentAt) - msOf(this.now()))
    return message
  }

  private enrol({ keys, machine }: EnrolMessage): object {
    this.keys ??= keys
    this.machine ??= machine
    const x = createPublicKey(this.signing).export({ format: 'jwk' }).x
    return {
      state: this.enrolment,
      fingerprint: decoded(AgentFingerprint, fingerprintOf(keys)),
      ledger: this.ledger,
      signingKey: decoded(PublicKeyText, x),
    }
  }

  private begin({ machine }: StartMessage): object {
    if (machine !== this.machine) throw new Refusal('AgentOnOtherMachine', 403)
    return { epoch: this.epoch, serverTime: this.now(), clockSkewMs: this.skews.at(-1) ?? 0 }
  }

  private sync(_message: SyncMessage): object {
    const meant = this.deliveries.map(({ real: _real, collectedTimes: _times, ...entry }) => entry)
    return {
      fqdn,
      position: decoded(Position, this.position),
      serverTime: this.now(),
      clockSkewMs: this.skews.at(-1) ?? 0,
      meant,
      askAgainMs: this.askAgainMs,
    }
  }

  private found({ slot, generation }: { readonly slot: Slot; readonly generation: number }): FakeDelivery {
    const found = this.deliveries.find((one) => one.slot.role === slot.role && one.generation === generation)
    if (found === undefined) throw new Refusal('DeliveryNotRequested', 404)
    return found
  }

  private async collect(message: CollectMessage): Promise<object> {
    const delivery = this.found(message)
    if (delivery.progress !== 'requested' || delivery.attempt !== message.attempt)
      throw new Refusal('KeyAlreadyCollected', 403)
    const { slot, generation, attempt, real, collectedTimes } = delivery
    this.change(generation, () => ({ progress: 'collected', collectedTimes: collectedTimes + 1 }))
    return { slot, generation, attempt, fqdn, sealed: await this.sealed(delivery, real) }
  }

  private async sealed({ slot, generation, attempt, thumbprintSha256 }: FakeDelivery, real: RealCertificate) {
    const { tampering: { content: toContent, header: toHeader, sealed: toSealed, sealTo } } = this
    const expiresAt = plusMs(this.now(), 600_000)
    const position = decoded(Position, this.position)
    const binding: Binding = { fqdn, slot, generation, attempt, thumbprintSha256, position, expiresAt }
    const content: SealedContent = {
      binding,
      privateKey: real.pkcs8.toString('base64'),
      certificate: new X509Certificate(Buffer.from(real.pem)).raw.toString('base64'),
      chain: [],
    }
    const bytes = Buffer.from(JSON.stringify(toContent?.(content) ?? content))
    const jwe = await new CompactEncrypt(bytes)
      .setProtectedHeader({
        alg: 'ECDH-ES+A256KW', enc: 'A256GCM', crit: ['binding'], binding: toHeader?.(binding) ?? binding,
      })
      .encrypt(sealTo ?? x25519(this.keys?.sealing ?? ''), { crit: { binding: true } })
    return toSealed?.(jwe) ?? jwe
  }

  private report({ results }: ReportMessage): object {
    for (const result of results) {
      this.results.push(result)
      const delivery = this.found(result)
      if (result.attempt !== delivery.attempt) continue
      const isFalse = result.outcome === 'proved' && !this.isProved(delivery, result.signature)
      if (isFalse) throw new Refusal('ProofInvalid', 422)
      if (result.outcome !== 'installed' || delivery.progress === 'collected')
        this.change(result.generation, () => ({ progress: result.outcome }))
    }
    return { recorded: results.length }
  }

  private isProved(delivery: FakeDelivery, signature: string): boolean {
    const { x509 } = digests(delivery.real)
    const digest = x509.publicKey.asymmetricKeyType === 'ed25519' ? null : 'sha256'
    const text = Buffer.from(proofText(fqdn, delivery))
    return verify(digest, text, x509.publicKey, Buffer.from(signature, 'base64url'))
  }
}

/** A fake ledger that answers, until the test has ended. */
export const fakeLedger = async (now: () => Instant): Promise<FakeLedger> => {
  const ledger = new FakeLedger(now)
  await ledger.start()
  onTestFinished(() => ledger.stop())
  return ledger
}
