import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { authenticate } from '../../application/access/authenticate.js'
import type { Secret } from '../../application/ports/secret.js'
import { E } from '../../application/prelude.js'
import { access } from '../../domain/access/decide.js'
import { accessEvents, type AccessEvent } from '../../domain/access/events.js'
import { accessRoles } from '../../domain/values/access-role.js'
import { Position } from '../../domain/values/position.js'
import { listAccess } from '../../projections/questions/list-access.js'
import { arbitraryOf } from '../support/arbitrary-of-codec.js'
import { decoded } from '../support/decoded.js'
import { memoryLedger, type MemoryLedger, type Sent } from '../support/ledger/memory-ledger.js'
import { granting, revoking, rotating } from '../support/ledger/sends.js'
import { must } from '../support/log-reading.js'
import { projected } from '../support/projected.js'

const subject = fc.constantFrom('alice', 'bob')
const span = fc.constantFrom('1h', '2d', '30d', 'never')
const roles = fc.subarray([...accessRoles], { minLength: 1 })

const saying: fc.Arbitrary<Sent> = fc.oneof(
  fc.tuple(subject, roles, span).map(([name, list, expires]) => granting(name, list.join(','), { expires })),
  fc.tuple(subject, fc.constantFrom('2h', '3d')).map(([name, overlap]) => rotating(name, { overlap })),
  subject.map((name) => rotating(name, { now: true })),
  fc.tuple(subject, fc.boolean()).map(([name, force]) => revoking(name, { force })),
)

type Step = { readonly sent: Sent; readonly hours: number }

const life: fc.Arbitrary<ReadonlyArray<Step>> = fc.array(
  fc.record({ sent: saying, hours: fc.constantFrom(0, 1, 5, 30, 400) }),
  { maxLength: 15 },
)

type Given = { readonly name: string; readonly id: string; readonly text: Secret }

/** Lives a life, refusals included, and returns every token that was handed out. */
const livedThrough = async (ledger: MemoryLedger, steps: ReadonlyArray<Step>): Promise<ReadonlyArray<Given>> => {
  const given: Array<Given> = []
  for (const { sent, hours } of steps) {
    const result = await ledger.send(sent)
    const token = E.isRight(result) ? result.right.token : undefined
    if (token !== undefined && token.text !== null) {
      given.push({ name: String(sent.input['subject']), id: token.id, text: token.text })
    }
    ledger.clock.move(hours * 3_600_000)
  }
  return given
}

const listed = async (ledger: MemoryLedger) => {
  const events = await ledger.events()
  const present = { now: ledger.clock.now(), reached: decoded(Position, events.length) }
  return must(listAccess.ask(projected(events), {}, { at: null, knownAt: null }, present)).access
}

describe('after any life of access', () => {
  it('exactly those tokens are let in that the list shows, with its roles', async () => {
    await fc.assert(
      fc.asyncProperty(life, async (steps) => {
        const ledger = memoryLedger()
        const given = await livedThrough(ledger, steps)
        const shown = await listed(ledger)
        for (const { name, id, text } of given) {
          const found = shown.find((one) => one.subject === name && one.tokens.some((token) => token.id === id))
          const knocked = await authenticate(ledger.services)(text)()
          expect(E.isRight(knocked) ? knocked.right.roles : null).toEqual(found?.roles ?? null)
        }
      }),
    )
  })

  it('at most two tokens of a subject hold', async () => {
    await fc.assert(
      fc.asyncProperty(life, async (steps) => {
        const ledger = memoryLedger()
        const given = await livedThrough(ledger, steps)
        const holding = await Promise.all(given.map(async ({ name, text }) => ({
          name, isLetIn: E.isRight(await authenticate(ledger.services)(text)()),
        })))
        for (const who of ['alice', 'bob']) {
          expect(holding.filter(({ name, isLetIn }) => isLetIn && name === who).length).toBeLessThanOrEqual(2)
        }
      }),
    )
  })

  it('what was said last is a repeat: a grant or revocation that was accepted records nothing again', async () => {
    await fc.assert(
      fc.asyncProperty(life, fc.constantFrom(granting('alice', 'operator', { expires: 'never' }), revoking('bob')),
        async (steps, sent) => {
          const ledger = memoryLedger()
          await livedThrough(ledger, steps)
          if (E.isLeft(await ledger.send(sent))) return
          expect(must(await ledger.send(sent)).events).toEqual([])
        },
      ),
    )
  })

  it('no secret of a token is on record', async () => {
    await fc.assert(
      fc.asyncProperty(life, async (steps) => {
        const ledger = memoryLedger()
        const given = await livedThrough(ledger, steps)
        const recorded = JSON.stringify(await ledger.events())
        for (const { id, text } of given) {
          expect(recorded).toContain(id)
          expect(recorded).not.toContain(Buffer.from(text.reveal()).toString().slice(21))
        }
      }),
    )
  })
})

describe('every history of access', () => {
  const events = fc.array(
    fc.oneof(
      ...Object.entries(accessEvents).map(([type, codec]) =>
        arbitraryOf(codec).map((data) => ({ type, data }) as AccessEvent)),
    ),
    { maxLength: 8 },
  )

  it('has a meaning', () => {
    fc.assert(fc.property(events, (history) => {
      const state = history.reduce(access.evolve, access.initialState)
      expect(['Unknown', 'Granted', 'Revoked']).toContain(state._tag)
    }))
  })
})
