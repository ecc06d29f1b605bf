import { beforeAll, describe, expect, it } from 'vitest'
import { PASSWORD, sample, type Sample } from './pfx-of.js'
import { places, type Workplace } from './places.js'

const slot = ['--type', 'OAuthTokenIssuer']

let first: Sample
let next: Sample
beforeAll(() => {
  first = sample('oauth-2026.contoso.com')
  next = sample('oauth-2027.contoso.com', 700)
})

/** What alice and bob did. */
const history = async (here: Workplace): Promise<void> => {
  const { file, json, bob } = here
  const password = ['--password-file', file('pw.txt', PASSWORD)]
  await json('certificate', 'import', '--path', file('first.pfx', first.pfx), ...password, ...slot, '--ticket', 'CHG-1')
  await bob.json(
    'certificate', 'set', '--path', file('next.pfx', next.pfx), ...password, ...slot,
    '--roll', '--effective-date', '2027-01-01', '--reason', 'yearly renewal', '--ticket', 'CHG-2',
    '--on-behalf-of', 'carol',
  )
}

const staging = ({ origin }: Workplace) => ({
  type: 'RollScheduled',
  actor: { kind: 'person', name: 'bob', onBehalfOf: 'carol' },
  origin,
  reason: 'yearly renewal',
  ticket: 'CHG-2',
})

describe.each(places)('who, when, from where and for what reason, of a ledger %s', (_, at) => {
  it('is told by log, in JSON and in a table', async () => {
    const here = await at()
    await history(here)
    const { entries } = await here.json('log', '--after', String(here.begun))
    expect(entries).toMatchObject([
      { type: 'CertificateImported', actor: { name: 'alice' }, ticket: 'CHG-1', reason: null },
      { type: 'CertificateAssigned' },
      { type: 'CertificateImported', actor: { name: 'bob' } },
      { ...staging(here), recordedAt: expect.stringMatching(/^\d{4}-.*Z$/) as string },
    ])
    const { out } = await here.certledger('log', '--actor', 'bob', '--event', 'RollScheduled')
    for (const word of ['bob', 'carol', here.origin.address, 'yearly renewal', 'CHG-2', next.thumbprint]) {
      expect(out).toContain(word)
    }
  })

  it('is told by why, in JSON and in a table', async () => {
    const here = await at()
    await history(here)
    const { slots } = await here.json('why', 'OAuthTokenIssuer@global')
    expect(slots).toMatchObject([
      { current: { thumbprint: first.thumbprint }, why: { staged: { because: [staging(here)] }, previous: null } },
    ])
    const { out } = await here.certledger('why', 'OAuthTokenIssuer@global')
    for (const word of ['alice', 'CHG-1', 'bob', 'yearly renewal', first.thumbprint]) expect(out).toContain(word)
  })

  it('is told by diff, in JSON and in a table', async () => {
    const here = await at()
    await history(here)
    const moments = [here.begun + 2, here.begun + 4].map(String)
    const { entries } = await here.json('diff', ...moments)
    expect(entries).toMatchObject([{ type: 'CertificateImported' }, staging(here)])
    const { out } = await here.certledger('diff', ...moments)
    for (const word of ['OAuthTokenIssuer@global', 'staged', next.thumbprint, 'bob', 'yearly renewal']) {
      expect(out).toContain(word)
    }
  })

  it('is answered from a position, for a moment on both axes, in every answer', async () => {
    const here = await at()
    await history(here)
    const questions = [
      ['certificate', 'get'], ['certificate', 'list'], ['certificate', 'show', first.thumbprint], ['roll', 'list'],
      ['front-end', 'list'], ['log'], ['diff', '1', '4'], ['why', 'OAuthTokenIssuer'], ['inventory'], ['expiring'],
      ['doctor'], ['roll', 'activate'],
    ]
    for (const question of questions) {
      expect(await here.json(...question)).toMatchObject({
        position: here.begun + 4,
        at: expect.stringMatching(/Z$/) as string,
        knownAt: expect.stringMatching(/Z$/) as string,
      })
    }
  })
})
