import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { authenticate } from '../../../application/access/authenticate.js'
import { secretOf, type Secret } from '../../../application/ports/secret.js'
import { E, TE } from '../../../application/prelude.js'
import { tokenSource } from '../../../infrastructure/sealing/token-source.js'
import { logLost } from '../../support/ledger/disturbances.js'
import { memoryLedger, rivalOf, type MemoryLedger, type Sent } from '../../support/ledger/memory-ledger.js'
import { granting, revoking, rotating } from '../../support/ledger/sends.js'
import { must } from '../../support/log-reading.js'

/** Sends a command that gives a token, and returns that. */
const tokenOf = async (ledger: MemoryLedger, sent: Sent): Promise<Secret> => {
  const { token } = must(await ledger.send(sent))
  if (token?.text === null || token === undefined) throw new Error('no token')
  return token.text
}

const knock = (ledger: MemoryLedger, token: Secret) => authenticate(ledger.services)(token)()
const refused = (because: string) => E.left({ _tag: 'Unauthenticated', because })
const letIn = (name: string, ...roles: ReadonlyArray<string>) => E.right({ kind: 'person', name, roles })

describe('a token', () => {
  it('lets in whom it was granted to, with the roles of now', async () => {
    const ledger = memoryLedger()
    const token = await tokenOf(ledger, granting('Alice', 'auditor,operator'))
    expect(await knock(ledger, token)).toEqual(letIn('alice', 'operator', 'auditor'))
    must(await ledger.send(granting('alice', 'requester')))
    expect(await knock(ledger, token)).toEqual(letIn('alice', 'requester'))
  })

  it('lets nobody in once it is revoked: the very next request is refused', async () => {
    const ledger = memoryLedger()
    const token = await tokenOf(ledger, granting('alice', 'operator'))
    expect(E.isRight(await knock(ledger, token))).toBe(true)
    must(await ledger.send(revoking('alice')))
    expect(await knock(ledger, token)).toEqual(refused('revoked'))
  })

  it('is refused at once also where another process revoked it', async () => {
    const ledger = memoryLedger()
    const rival = rivalOf(ledger, 2)
    const token = await tokenOf(ledger, granting('alice', 'operator'))
    expect(await knock(rival, token)).toEqual(letIn('alice', 'operator'))
    must(await ledger.send(revoking('alice')))
    expect(await knock(rival, token)).toEqual(refused('revoked'))
    const fresh = await tokenOf(rival, granting('alice', 'auditor'))
    expect(await knock(ledger, fresh)).toEqual(letIn('alice', 'auditor'))
    expect(await knock(ledger, token)).toEqual(refused('unknown'))
  })

  it('lets in until the instant at which it expires, and not at that', async () => {
    const ledger = memoryLedger()
    const token = await tokenOf(ledger, granting('alice', 'operator', { expires: '2026-07-01' }))
    ledger.clock.set('2026-06-30 23:59:59.999Z')
    expect(await knock(ledger, token)).toEqual(letIn('alice', 'operator'))
    ledger.clock.set('2026-07-01')
    expect(await knock(ledger, token)).toEqual(refused('expired'))
  })

  it('holds a day longer when it is rotated, beside the one that follows it', async () => {
    const ledger = memoryLedger()
    const former = await tokenOf(ledger, granting('alice', 'operator'))
    const present = await tokenOf(ledger, rotating('alice'))
    expect(await knock(ledger, former)).toEqual(letIn('alice', 'operator'))
    expect(await knock(ledger, present)).toEqual(letIn('alice', 'operator'))
    ledger.clock.set('2026-06-02 12:00Z')
    expect(await knock(ledger, former)).toEqual(refused('expired'))
    expect(await knock(ledger, present)).toEqual(letIn('alice', 'operator'))
  })

  it('holds no longer when it is rotated now, or rotated twice', async () => {
    const ledger = memoryLedger()
    const first = await tokenOf(ledger, granting('alice', 'operator'))
    const second = await tokenOf(ledger, rotating('alice', { now: true }))
    expect(await knock(ledger, first)).toEqual(refused('expired'))
    const third = await tokenOf(ledger, rotating('alice'))
    expect(await knock(ledger, first)).toEqual(refused('unknown'))
    expect(await knock(ledger, second)).toEqual(letIn('alice', 'operator'))
    expect(await knock(ledger, third)).toEqual(letIn('alice', 'operator'))
  })

  it('is dead with its former one when access is revoked', async () => {
    const ledger = memoryLedger()
    const former = await tokenOf(ledger, granting('alice', 'operator'))
    const present = await tokenOf(ledger, rotating('alice'))
    must(await ledger.send(revoking('alice')))
    expect(await knock(ledger, former)).toEqual(refused('revoked'))
    expect(await knock(ledger, present)).toEqual(refused('revoked'))
  })

  it('belongs to one subject alone', async () => {
    const ledger = memoryLedger()
    const alice = await tokenOf(ledger, granting('alice', 'administrator'))
    const deploy = await tokenOf(ledger, granting('deploy', 'operator', { kind: 'service' }))
    expect(await knock(ledger, alice)).toEqual(letIn('alice', 'administrator'))
    expect(await knock(ledger, deploy)).toEqual(E.right({ kind: 'service', name: 'deploy', roles: ['operator'] }))
  })

  it('with one character changed is unknown or no token, whatever became of the right one', async () => {
    const ledger = memoryLedger()
    const alive = await tokenOf(ledger, granting('alice', 'operator'))
    const dead = await tokenOf(ledger, granting('bob', 'operator'))
    must(await ledger.send(revoking('bob')))
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(alive, dead), fc.integer({ min: 4, max: 63 }), fc.constantFrom(...'abXY27-_'),
        async (token, at, letter) => {
          const text = Buffer.from(token.reveal()).toString()
          fc.pre(text[at] !== letter)
          const changed = secretOf(Buffer.from(`${text.slice(0, at)}${letter}${text.slice(at + 1)}`))
          expect([refused('unknown'), refused('malformed')]).toContainEqual(await knock(ledger, changed))
        },
      ),
    )
  })

  it('of another ledger is unknown, and what is none is told apart', async () => {
    const ledger = memoryLedger()
    must(await ledger.send(granting('alice', 'administrator')))
    expect(await knock(ledger, tokenSource.fresh('clt').text)).toEqual(refused('unknown'))
    expect(await knock(ledger, tokenSource.fresh('cli').text)).toEqual(refused('unknown'))
    expect(await knock(ledger, secretOf(Buffer.from('alice')))).toEqual(refused('malformed'))
  })

  it('lets nobody in while the log cannot be read', async () => {
    const ledger = memoryLedger()
    const token = await tokenOf(ledger, granting('alice', 'administrator'))
    const eventLog = { ...ledger.ports.eventLog, head: () => TE.left(logLost) }
    expect(await knock(memoryLedger({ ...ledger.ports, eventLog }), token)).toEqual(E.left(logLost))
  })
})
