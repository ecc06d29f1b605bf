import { expect, it } from 'vitest'
import { authority, certificateOf, leafOnly, newKey, textOf, type Made } from '../infrastructure/x509/openssl.js'
import { desk, desksAt, type Desk } from './certledger.js'
import { places, serverAt } from './places.js'

const root = certificateOf({ subject: '/CN=Contoso Root', key: newKey('P-256'), extensions: authority })

const issued = (name: string, ...more: ReadonlyArray<string>): Made =>
  certificateOf({ subject: `/CN=${name}`, key: newKey('P-256'), issuer: root, extensions: [...leafOnly, ...more] })

const files = ({ file }: Desk, name: string, { certificate, key }: Made): readonly [string, string] => [
  file(`${name}.pem`, textOf(certificate)),
  file(`${name}.key`, textOf(key)),
]

it('a server that asks for certificates is asked over TLS by whoever has one, and a token', async () => {
  const there = desk()
  const ca = there.file('ca.pem', textOf(root.certificate))
  const [certificate, key] = files(there, 'server', issued('ledger', 'subjectAltName=IP:127.0.0.1'))
  const [mine, myKey] = files(there, 'alice', issued('alice'))
  await there.json('access', 'grant', 'alice', '--roles', 'administrator', '--token-out', 'alice.token')
  const tls = ['--tls-certificate', certificate, '--tls-key', key, '--client-ca', ca]
  const { url } = await serverAt(there, ...tls)
  expect(url).toMatch(/^https:/)
  const here = desksAt(there.cwd, { ...there.env, CERTLEDGER_SERVER: url, CERTLEDGER_TOKEN_FILE: 'alice.token' })
  const trusting = ['--ca', ca, '--client-certificate', mine, '--client-key', myKey]

  await here.json('site', 'configure', '--sip-domains', 'contoso.com', ...trusting)
  expect(await here.json('site', 'show', ...trusting)).toMatchObject({ site: { sipDomains: ['contoso.com'] } })
  expect(await here.refusal('site', 'show')).toMatchObject({ type: 'ServerUnavailable', code: 9 })
  expect(await here.refusal('site', 'show', '--ca', ca)).toMatchObject({ type: 'ServerUnavailable', code: 9 })
  const nobody = desksAt(there.cwd, { ...there.env, CERTLEDGER_SERVER: url, CERTLEDGER_TOKEN: 'clt_unknown' })
  expect(await nobody.refusal('site', 'show', ...trusting)).toMatchObject({ type: 'Unauthenticated', code: 6 })
})

it('what a role may not do is refused to the command line with 6, and a doctor that may not look, too', async () => {
  const [, [, behindAServer]] = places
  const { bob } = await behindAServer()
  expect(await bob.refusal('site', 'configure', '--sip-domains', 'contoso.com')).toMatchObject({
    type: 'Forbidden', right: 'administer', roles: ['operator'], code: 6,
  })
  expect(await bob.refusal('doctor')).toMatchObject({ type: 'Forbidden', code: 6 })
})
