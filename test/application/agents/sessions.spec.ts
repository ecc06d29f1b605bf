import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { agentSessions, type Heard } from '../../../application/agents/sessions.js'
import { E } from '../../../application/prelude.js'
import { Fqdn } from '../../../domain/values/fqdn.js'
import { decoded } from '../../support/decoded.js'
import { instant } from '../../support/instants.js'
import { countedId } from '../../support/ledger/counted-ids.js'

const epoch = countedId(1, 88)
const fqdn = decoded(Fqdn, 'fe01.contoso.com')
const heard = (sequence: number, over: Partial<Heard> = {}): Heard => ({
  fqdn, instance: countedId(1, 77), epoch, sequence, clockSkewMs: 0, at: instant('2026-06-01'), ...over,
})

describe('The sessions of a run', () => {
  it('admit, in whatever order messages come, each number once and only upwards', () => {
    fc.assert(fc.property(fc.array(fc.nat(20), { maxLength: 40 }), (numbers) => {
      const sessions = agentSessions(epoch)
      sessions.begin(heard(0), '0.1.0')
      const admitted = numbers.filter((sequence) => E.isRight(sessions.admit(heard(sequence))))
      expect(admitted).toEqual(admitted.toSorted((a, b) => a - b))
      expect(new Set(admitted).size).toBe(admitted.length)
      expect(Math.max(0, ...admitted)).toBe(Math.max(0, ...numbers))
    }))
  })

  it('know nobody of another run, or before he has begun', () => {
    const sessions = agentSessions(epoch)
    const unknown = E.left({ _tag: 'AgentSessionUnknown', fqdn })
    expect(sessions.admit(heard(1))).toEqual(unknown)
    sessions.begin(heard(1), '0.1.0')
    expect(sessions.admit(heard(2, { epoch: countedId(2, 88) }))).toEqual(unknown)
    expect(sessions.admit(heard(2, { instance: countedId(2, 77) }))).toEqual(unknown)
    expect(sessions.admit(heard(2))).toEqual(E.right(undefined))
  })

  it('let the next process of an agent begin with any number', () => {
    const sessions = agentSessions(epoch)
    sessions.begin(heard(9), '0.1.0')
    expect(sessions.begin(heard(9), '0.1.0')).toMatchObject(E.left({ _tag: 'AgentMessageReplayed', last: 9 }))
    expect(sessions.begin(heard(1, { instance: countedId(2, 77) }), '0.2.0')).toEqual(E.right(undefined))
    expect(sessions.seen()).toMatchObject([{ version: '0.2.0' }])
  })

  it('hear an agent 600 times at once, and five times a second from there on, and another one beside it', () => {
    const { pace } = agentSessions(epoch)
    const at = (second: number) => instant(`2026-06-01 12:00:0${String(second)}Z`)
    const heardAt = (second: number) =>
      Array.from({ length: 1_000 }, () => pace(fqdn, at(second))).filter((one) => E.isRight(one)).length
    expect([heardAt(0), heardAt(0), heardAt(1), heardAt(3)]).toEqual([600, 0, 5, 10])
    expect(pace(fqdn, at(3))).toMatchObject(E.left({ _tag: 'AgentSpeaksTooOften', fqdn, limit: 600, retryAfterS: 1 }))
    expect(pace(decoded(Fqdn, 'fe02.contoso.com'), at(3))).toEqual(E.right(undefined))
  })

  it('forget the agent that has not spoken for longest, beyond a hundred thousand', () => {
    const sessions = agentSessions(epoch)
    const named = (nth: number) => decoded(Fqdn, `fe${String(nth)}.contoso.com`)
    for (let nth = 0; nth < 100_000; nth += 1) sessions.begin(heard(0, { fqdn: named(nth) }), '0.1.0')
    sessions.admit(heard(1, { fqdn: named(0) }))
    sessions.begin(heard(0, { fqdn: named(100_000) }), '0.1.0')
    expect(sessions.seen()).toHaveLength(100_000)
    expect(E.isRight(sessions.admit(heard(2, { fqdn: named(0) })))).toBe(true)
    expect(E.isRight(sessions.admit(heard(2, { fqdn: named(1) })))).toBe(false)
  })
})
