import { setTimeout as sleep } from 'node:timers/promises'
import { describe, expect, it } from 'vitest'
import { desk, type Answer, type Desk } from './certledger.js'
import { PASSWORD, sample } from './pfx-of.js'
import { places } from './places.js'

const slot = ['--type', 'OAuthTokenIssuer']

/** Enough to enter the roll and look at it before it takes effect, also on a busy machine, in ms. */
const AHEAD_MS = 8_000

const thumbprints = (answer: Answer): unknown => {
  const [found] = answer['slots'] as ReadonlyArray<Readonly<Record<string, { thumbprint: string } | null>>>
  const of = (place: 'current' | 'previous' | 'staged') => found?.[place]?.thumbprint ?? null
  return { current: of('current'), previous: of('previous'), staged: of('staged') }
}

const isoNow = (): string => new Date().toISOString()

const imported = ({ file, json }: Desk, name: string, pfx: Uint8Array, ...more: ReadonlyArray<string>) => {
  const given = ['--path', file(`${name}.pfx`, pfx), '--password-file', file('pw.txt', PASSWORD)]
  return json('certificate', 'import', ...given, ...more)
}

describe.each(places)('a roll in a ledger %s', (_, at) => {
  it('takes effect when its time comes, and stays answerable as it was', async () => {
    const here = await at()
    const [first, next] = [sample('oauth-2026.contoso.com'), sample('oauth-2027.contoso.com', 700)]
    const get = async (...argv: ReadonlyArray<string>) =>
      thumbprints(await here.json('certificate', 'get', ...slot, ...argv))
    await imported(here, 'first', first.pfx, ...slot)
    await imported(here, 'next', next.pfx)

    await sleep(5)
    const beforeEntered = isoNow()
    const effective = new Date(Date.now() + AHEAD_MS).toISOString()
    const roll = ['--thumbprint', next.thumbprint, '--roll', '--effective-date', effective]
    expect(await here.refusal('certificate', 'set', ...slot, ...roll)).toMatchObject({ code: 8 })
    const { events } = await here.json('certificate', 'set', ...slot, ...roll, '--force', '--reason', 'renewal')
    expect(events).toMatchObject([{ type: 'RollScheduled' }])

    const staged = { current: first.thumbprint, previous: null, staged: next.thumbprint }
    const rolled = { current: next.thumbprint, previous: first.thumbprint, staged: null }
    expect(await get()).toEqual(staged)
    expect(isoNow() < effective).toBe(true)
    expect(await get('--at', effective)).toEqual(rolled)

    await sleep(Date.parse(effective) - Date.now() + 20)
    expect(await get()).toEqual(rolled)
    const justBefore = new Date(Date.parse(effective) - 1).toISOString()
    expect(await get('--at', justBefore)).toEqual(staged)
    expect(await get('--at', justBefore, '--known-at', beforeEntered)).toEqual({ ...staged, staged: null })
    expect(await get('--known-at', beforeEntered)).toEqual({ ...staged, staged: null })
    expect(await get('--known-at', String(here.begun + 3))).toEqual({ ...staged, staged: null })
    const { rolls } = await here.json('roll', 'list', '--all')
    expect(rolls).toMatchObject([{ state: 'inEffect', thumbprint: next.thumbprint }])
  })
})

it('a roll that took effect with no process running is put on record by whoever asks for that, once', async () => {
  const here = desk()
  const [first, next] = [sample('oauth-2026.contoso.com'), sample('oauth-2027.contoso.com', 700)]
  await imported(here, 'first', first.pfx, ...slot)
  const effective = new Date(Date.now() + 3_000).toISOString()
  await imported(here, 'next', next.pfx, ...slot, '--roll', '--effective-date', effective, '--force')
  await sleep(Math.max(0, Date.parse(effective) - Date.now()) + 20)
  expect((await here.json('log', '--event', 'RollActivated'))['entries']).toEqual([])
  const before = await here.json('certificate', 'get', ...slot)
  expect((await here.json('roll', 'activate'))['events']).toMatchObject([{ type: 'RollActivated' }])
  expect((await here.json('roll', 'activate'))['events']).toEqual([])
  expect(thumbprints(await here.json('certificate', 'get', ...slot))).toEqual(thumbprints(before))
})

it('a server puts on record by itself what took effect', async () => {
  const [, [, behindAServer]] = places
  const here = await behindAServer()
  const [first, next] = [sample('oauth-2026.contoso.com'), sample('oauth-2027.contoso.com', 700)]
  await imported(here, 'first', first.pfx, ...slot)
  const effective = new Date(Date.now() + 3_000).toISOString()
  await imported(here, 'next', next.pfx, ...slot, '--roll', '--effective-date', effective, '--force')
  await sleep(Math.max(0, Date.parse(effective) - Date.now()))
  await expect.poll(() => here.json('log', '--event', 'RollActivated'), { timeout: 20_000 }).toMatchObject({
    entries: [{ actor: { kind: 'scheduler' } }],
  })
})

it('whoever writes next puts on record what took effect meanwhile', async () => {
  const here = desk()
  const [first, next] = [sample('one.contoso.com'), sample('two.contoso.com')]
  await imported(here, 'first', first.pfx, ...slot)
  const effective = new Date(Date.now() + 3_000).toISOString()
  await imported(here, 'next', next.pfx, ...slot, '--roll', '--effective-date', effective, '--force')
  await sleep(Math.max(0, Date.parse(effective) - Date.now()) + 20)
  const { code, err } = await here.certledger('site', 'configure', '--sip-domains', 'contoso.com')
  expect(code).toBe(0)
  expect(err).toMatch(/^certledger: 1 roll took effect meanwhile/)
  const { entries } = await here.json('log', '--newest', '2')
  expect(entries).toMatchObject([{ type: 'RollActivated', actor: { kind: 'scheduler' } }, { type: 'SiteConfigured' }])
})
