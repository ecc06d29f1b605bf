import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { TE } from '../../../application/prelude.js'
import { realCertificate } from '../../support/ledger/real-certificates.js'
import { textOf } from '../x509/openssl.js'
import { answering, commandsIn, run, type Circumstances } from './fake-world.js'

const url = 'https://ledger.contoso.com:8443'
const token = `clt_${'a'.repeat(16)}_${'A'.repeat(43)}`
const server = ['--server', url]
const env = { CERTLEDGER_TOKEN: token }
const get = ['certificate', 'get']

const files = (content: Readonly<Record<string, string>>): string => {
  const directory = mkdtempSync(join(tmpdir(), 'certledger-options-'))
  onTestFinished(() => { rmSync(directory, { recursive: true }) })
  for (const [name, text] of Object.entries(content)) writeFileSync(join(directory, name), text)
  return directory
}

const refused = async (argv: ReadonlyArray<string>, circumstances: Circumstances = { env }) => {
  const { code, err, done } = await run([...argv, '-o', 'json'], circumstances)
  return { ...(JSON.parse(err) as Readonly<Record<string, unknown>>), code, done }
}

describe('--server', () => {
  it('is asked instead of a directory, with the token of CERTLEDGER_TOKEN', async () => {
    const { code, done } = await run([...get, ...server], { env })
    expect(code).toBe(0)
    expect(done[0]).toEqual({ what: 'connect', server: `${url}/`, token, authorities: null, client: null })
    expect(done.map(({ what }) => what)).toEqual(['connect', 'question', 'close'])
  })

  it('comes from CERTLEDGER_SERVER, unless a directory is typed', async () => {
    const both = { ...env, CERTLEDGER_SERVER: url, CERTLEDGER_DIR: '/srv/other' }
    expect((await run(get, { env: both })).done[0]).toMatchObject({ what: 'connect' })
    expect((await run([...get, '--ledger', 'x'], { env: both })).done[0]).toMatchObject({
      what: 'open', directory: '/srv/x',
    })
    expect((await run([...get, ...server], { env: { ...env, CERTLEDGER_DIR: '/srv' } })).done[0]).toMatchObject({
      what: 'connect',
    })
  })

  it('takes a typed file before CERTLEDGER_TOKEN, and that before CERTLEDGER_TOKEN_FILE', async () => {
    const cwd = files({ typed: `${token}\n`, other: 'clt_other' })
    const fileToo = { CERTLEDGER_TOKEN_FILE: 'other' }
    const tokenOf = async (argv: ReadonlyArray<string>, given: Record<string, string>) =>
      (await run([...get, ...server, ...argv], { env: given, cwd })).done[0]?.['token']
    expect(await tokenOf(['--token-file', 'typed'], { CERTLEDGER_TOKEN: 'clt_variable', ...fileToo })).toBe(token)
    expect(await tokenOf([], { CERTLEDGER_TOKEN: 'clt_variable', ...fileToo })).toBe('clt_variable')
    expect(await tokenOf([], fileToo)).toBe('clt_other')
  })

  it('sends nothing without a token, or with what can be none', async () => {
    expect(await refused([...get, ...server], { env: {} })).toMatchObject({
      type: 'Unauthenticated', because: 'missing', code: 6, done: [],
    })
    expect(await refused([...get, ...server], { env: { CERTLEDGER_TOKEN: 'two words' } })).toMatchObject({
      type: 'Unauthenticated', because: 'malformed', code: 6, done: [],
    })
    expect(await refused([...get, ...server, '--token-file', 'none'], { env })).toMatchObject({
      type: 'FileUnreadable', code: 1, done: [],
    })
  })

  it.each([
    ['--token', token],
    [`--token=${token}`],
  ])('refuses a token on the command line, and repeats nothing of it', async (...words) => {
    const { code, err, out, done } = await run([...get, ...server, ...words], { env })
    expect({ code, out, done }).toEqual({ code: 2, out: '', done: [] })
    expect(err).toContain('--token-file')
    expect(err).not.toContain(token)
  })

  it('together with --ledger is wrong usage, and so is --actor', async () => {
    expect(await refused([...get, ...server, '--ledger', 'x'])).toMatchObject({ type: 'LedgerAndServer', code: 2 })
    expect(await refused(['site', 'configure', '--sip-domains', 'contoso.com', ...server, '--actor', 'eve']))
      .toMatchObject({ type: 'ActorGivenByToken', code: 2, done: [] })
  })

  it.each([
    'http://ledger.contoso.com', 'ftp://127.0.0.1', 'ledger.contoso.com:8443', 'https://alice:pw@ledger.contoso.com',
  ])(
    'is not %s: a token would travel readable, or nowhere',
    async (text) => {
      const told = await refused([...get, '--server', text])
      expect(told).toMatchObject({ type: 'ServerNotSecure', code: 2, done: [] })
      expect(JSON.stringify(told)).not.toContain('pw@')
    },
  )

  it.each(['http://127.0.0.1:8443', 'http://[::1]:8443', 'http://localhost:8443/'])('may be %s', async (text) => {
    expect((await run([...get, '--server', text], { env })).code).toBe(0)
  })

  it.each([['version'], ['completion', 'bash'], ['agent', 'status', '--state', 'x'], ['serve']])(
    'is nothing for %s %s',
    async (...words) => {
      expect(await refused([...server, ...words])).toMatchObject({ type: 'NotForServer', code: 2, done: [] })
    },
  )
})

describe('a command with a server', () => {
  const configure = ['site', 'configure', '--sip-domains', 'contoso.com', ...server]

  it('is sent as it is: the server puts on record by itself what took effect', async () => {
    const { done } = await run([...configure, '--on-behalf-of', 'bob'], { env })
    expect(done.map(({ what }) => what)).toEqual(['connect', 'command', 'close'])
    expect(commandsIn(done)).toMatchObject([{ asked: { actor: { onBehalfOf: 'bob' }, dryRun: false } }])
  })

  it('that is only tried is tried there', async () => {
    const { done } = await run([...configure, '--dry-run'], { env })
    expect(done.map(({ what }) => what)).toEqual(['connect', 'command', 'close'])
    expect(commandsIn(done)).toMatchObject([{ asked: { dryRun: true } }])
  })

  it('has the password asked for that the server turns out to need, but no passphrase of its vault', async () => {
    const told = (type: string) => ({
      _tag: 'ToldByServer', status: 422, type, title: 't', detail: 'd', remedy: 'r', facts: {},
    } as const)
    const cwd = files({ 'x.pfx': 'x' })
    const asked: Array<string> = []
    const importing = ['certificate', 'import', '--path', 'x.pfx', ...server]
    for (const type of ['PasswordRequired', 'VaultPassphraseRequired']) {
      const session = () => ({ command: () => TE.left(told(type)) })
      await run(importing, { env, cwd, session, terminal: answering(asked, 's3cret') })
    }
    expect(asked).toEqual(['Password of the file: (unseen)'])
  })
})

describe('TLS to a server', () => {
  it('trusts the authorities of --ca, and shows the certificate of --client-certificate', async () => {
    const { made } = realCertificate('client.contoso.com')
    const pem = { certificate: textOf(made.certificate), key: textOf(made.key) }
    const cwd = files({ 'ca.pem': pem.certificate, 'client.pem': pem.certificate, 'client.key': pem.key })
    const { code, done } = await run(
      [...get, ...server, '--client-certificate', 'client.pem', '--client-key', 'client.key'],
      { env: { ...env, CERTLEDGER_CA: 'ca.pem' }, cwd },
    )
    expect(code).toBe(0)
    expect(done[0]).toMatchObject({
      authorities: Buffer.from(pem.certificate),
      client: { certificate: Buffer.from(pem.certificate), privateKey: Buffer.from(pem.key) },
    })
  })

  it('says which file is of no use, before anything is sent', async () => {
    const [one, other] = [realCertificate('one.contoso.com'), realCertificate('other.contoso.com')]
    const [certificate, key] = [textOf(one.made.certificate), textOf(other.made.key)]
    const cwd = files({ 'no.pem': 'nothing', 'one.pem': certificate, 'other.key': key })
    const told = (...argv: ReadonlyArray<string>) => refused([...get, ...server, ...argv], { env, cwd })
    expect(await told('--ca', 'no.pem')).toMatchObject({ type: 'TlsUnusable', reason: 'NOT_PEM', code: 1, done: [] })
    expect(await told('--ca', 'none.pem')).toMatchObject({ type: 'FileUnreadable', code: 1, done: [] })
    expect(await told('--client-certificate', 'one.pem')).toMatchObject({
      type: 'InputNotUnderstood', problems: [{ field: 'clientKey', type: 'Missing' }], code: 2,
    })
    expect(await told('--client-certificate', 'one.pem', '--client-key', 'other.key')).toMatchObject({
      type: 'TlsUnusable', reason: 'OTHER_KEY', code: 1, done: [],
    })
  })
})
