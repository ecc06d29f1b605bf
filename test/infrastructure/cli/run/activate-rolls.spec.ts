import { describe, expect, it } from 'vitest'
import { E, TE } from '../../../../application/prelude.js'
import type { SessionError } from '../../../../infrastructure/system/session.js'
import { plusMs } from '../../../../domain/values/instant.js'
import { instant } from '../../../support/instants.js'
import { run } from '../fake-world.js'

const activated = { type: 'RollActivated', stream: 'assignment-OAuthTokenIssuer@global', revision: 2, position: null }
const busy: SessionError = { _tag: 'LogBusy', waiting: 1, limit: 5 }

describe('roll activate', () => {
  it('puts on record what took effect, once', async () => {
    const { code, out, done } = await run(['roll', 'activate', '-o', 'json'], {
      session: () => ({ activateDueRolls: () => TE.right([activated]) }),
    })
    expect(code).toBe(0)
    expect(JSON.parse(out)).toMatchObject({ events: [activated], findings: [], position: 7 })
    expect(done[0]).toMatchObject({ create: false })
  })

  it('ends with what went wrong', async () => {
    const { code } = await run(['roll', 'activate'], { session: () => ({ activateDueRolls: () => TE.left(busy) }) })
    expect(code).toBe(9)
  })
})

describe('roll activate --watch', () => {
  it('stays past a busy ledger, tells each roll as it takes effect, and ends with the signal', async () => {
    const controller = new AbortController()
    const outcomes = [E.right([]), E.left(busy), E.right([activated])]
    const { code, out } = await run(['roll', 'activate', '--watch', '-o', 'jsonl'], {
      interruption: controller.signal,
      session: () => ({
        nextEffectiveInstant: () => TE.right(plusMs(instant('2026-11-20T12:00:00Z'), 5)),
        activateDueRolls: () => () => {
          const outcome = outcomes.shift()
          if (outcomes.length === 0) setTimeout(() => { controller.abort('SIGTERM') }, 1)
          return Promise.resolve(outcome ?? E.right([]))
        },
      }),
    })
    expect(code).toBe(143)
    expect(out.match(/RollActivated/g)).toHaveLength(1)
  })

  it('gives up where the ledger is broken', async () => {
    const full: SessionError = { _tag: 'LogFull', path: '/srv/ledger' }
    const { code } = await run(['roll', 'activate', '--watch'], {
      session: () => ({ activateDueRolls: () => TE.left(full) }),
    })
    expect(code).toBe(9)
  })
})
