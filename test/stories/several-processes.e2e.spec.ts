import { expect, it } from 'vitest'
import { desk } from './certledger.js'
import { PASSWORD, sample } from './pfx-of.js'

const slot = ['--type', 'OAuthTokenIssuer']

type Event = { readonly position: number }

it('several processes on one ledger record every change once, without a gap', async () => {
  const here = desk()
  const names = Array.from({ length: 6 }, (_, index) => `fe0${String(index + 1)}.contoso.com`)
  const answers = await Promise.all(names.map((name) => here.json('front-end', 'register', name)))
  const positions = answers.flatMap(({ events }) => (events as ReadonlyArray<Event>).map(({ position }) => position))
  expect(positions.toSorted()).toEqual([1, 2, 3, 4, 5, 6])
  const { frontEnds } = await here.json('front-end', 'list')
  expect(frontEnds).toMatchObject(names.map((fqdn) => ({ fqdn })))
  expect((await here.certledger('doctor', '--deep', '--rebuild')).code).toBe(0)
})

it('the same command sent by several processes at once happens once', async () => {
  const here = desk()
  const { pfx } = sample('oauth.contoso.com')
  const given = ['--path', here.file('x.pfx', pfx), '--password-file', here.file('pw.txt', PASSWORD)]
  const ends = await Promise.all(
    Array.from({ length: 4 }, () => here.certledger('certificate', 'import', ...given, ...slot, '-o', 'json')),
  )
  expect(ends.map(({ code, err }) => ({ code, err }))).toEqual(ends.map(() => ({ code: 0, err: '' })))
  const { entries } = await here.json('log')
  expect(entries).toMatchObject([{ type: 'CertificateImported' }, { type: 'CertificateAssigned' }])
  expect(await here.json('doctor')).toMatchObject({
    checks: expect.arrayContaining([{ name: 'vault', status: 'ok', detail: '1 key' }]) as unknown,
  })
})

it('a command that is sent again with its id is recorded once', async () => {
  const here = desk()
  const id = ['--command-id', '0190c5a0-0000-7000-8000-000000000000']
  await here.json('site', 'configure', '--sip-domains', 'contoso.com', ...id)
  await here.json('site', 'configure', '--sip-domains', 'contoso.com', ...id)
  expect((await here.json('log'))['entries']).toHaveLength(1)
})
