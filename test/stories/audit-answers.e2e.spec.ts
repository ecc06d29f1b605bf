import { hostname } from 'node:os'
import { beforeAll, describe, expect, it } from 'vitest'
import { desk, type Desk } from './certledger.js'
import { PASSWORD, sample, type Sample } from './pfx-of.js'

const slot = ['--type', 'OAuthTokenIssuer']

let first: Sample
let next: Sample
beforeAll(() => {
  first = sample('oauth-2026.contoso.com')
  next = sample('oauth-2027.contoso.com', 700)
})

/** What alice and bob did. */
const history = async (here: Desk): Promise<void> => {
  const { file, json } = here
  const password = ['--password-file', file('pw.txt', PASSWORD)]
  await json('certificate', 'import', '--path', file('first.pfx', first.pfx), ...password, ...slot, '--ticket', 'CHG-1')
  await json(
    'certificate', 'set', '--path', file('next.pfx', next.pfx), ...password, ...slot,
    '--roll', '--effective-date', '2027-01-01', '--reason', 'yearly renewal', '--ticket', 'CHG-2',
    '--actor', 'bob', '--on-behalf-of', 'carol',
  )
}

const staging = {
  type: 'RollScheduled',
  actor: { kind: 'person', name: 'bob', onBehalfOf: 'carol' },
  origin: { face: 'cli', address: hostname() },
  reason: 'yearly renewal',
  ticket: 'CHG-2',
}

describe('who, when, from where and for what reason', () => {
  it('is told by log, in JSON and in a table', async () => {
    const here = desk()
    await history(here)
    const { entries } = await here.json('log')
    expect(entries).toMatchObject([
      { type: 'CertificateImported', actor: { name: 'alice' }, ticket: 'CHG-1', reason: null },
      { type: 'CertificateAssigned' },
      { type: 'CertificateImported', actor: { name: 'bob' } },
      { ...staging, recordedAt: expect.stringMatching(/^\d{4}-.*Z$/) as string },
    ])
    const { out } = await here.certledger('log', '--actor', 'bob', '--event', 'RollScheduled')
    for (const word of ['bob', 'carol', hostname(), 'yearly renewal', 'CHG-2', next.thumbprint]) {
      expect(out).toContain(word)
    }
  })

  it('is told by why, in JSON and in a table', async () => {
    const here = desk()
    await history(here)
    const { slots } = await here.json('why', 'OAuthTokenIssuer@global')
    expect(slots).toMatchObject([
      { current: { thumbprint: first.thumbprint }, why: { staged: { because: [staging] }, previous: null } },
    ])
    const { out } = await here.certledger('why', 'OAuthTokenIssuer@global')
    for (const word of ['alice', 'CHG-1', 'bob', 'yearly renewal', first.thumbprint]) expect(out).toContain(word)
  })

  it('is told by diff, in JSON and in a table', async () => {
    const here = desk()
    await history(here)
    const { entries } = await here.json('diff', '2', '4')
    expect(entries).toMatchObject([{ type: 'CertificateImported' }, staging])
    const { out } = await here.certledger('diff', '2', '4')
    for (const word of ['OAuthTokenIssuer@global', 'staged', next.thumbprint, 'bob', 'yearly renewal']) {
      expect(out).toContain(word)
    }
  })

  it('is answered from a position, for a moment on both axes, in every answer', async () => {
    const here = desk()
    await history(here)
    const questions = [
      ['certificate', 'get'], ['certificate', 'list'], ['certificate', 'show', first.thumbprint], ['roll', 'list'],
      ['front-end', 'list'], ['log'], ['diff', '1', '4'], ['why', 'OAuthTokenIssuer'], ['inventory'], ['expiring'],
      ['doctor'], ['roll', 'activate'],
    ]
    for (const question of questions) {
      expect(await here.json(...question)).toMatchObject({
        position: 4,
        at: expect.stringMatching(/Z$/) as string,
        knownAt: expect.stringMatching(/Z$/) as string,
      })
    }
  })
})
