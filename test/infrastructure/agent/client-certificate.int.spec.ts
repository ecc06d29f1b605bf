import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { Fqdn } from '../../../domain/values/fqdn.js'
import { enrolHere, replaceKeysHere, runHere, statusHere } from '../../../infrastructure/system/agent.js'
import { freshFolder } from '../../support/agent/agent-desk.js'
import { decoded } from '../../support/decoded.js'
import { serving } from '../../support/http/running-server.js'
import { alice } from '../../support/ledger/memory-ledger.js'
import { must } from '../../support/log-reading.js'
import { certificateOf, newKey, textOf } from '../x509/openssl.js'

const fqdn = decoded(Fqdn, 'fe01.contoso.com')
const signal = new AbortController().signal

const pair = (extensions: ReadonlyArray<string> = []) => {
  const made = certificateOf({ subject: '/CN=both', key: newKey('P-256'), days: 30, extensions: [...extensions] })
  return { certificate: textOf(made.certificate), privateKey: textOf(made.key) }
}

/** A server that lets in only who shows a certificate of its authority, and a front end with such a one. */
const estate = async () => {
  const own = pair(['subjectAltName=IP:127.0.0.1'])
  const server = await serving({ tls: { ...own, clientAuthorities: own.certificate } })
  must(await server.service.command('RegisterFrontEnd', { fqdn }, alice)())
  const { token } = must(await server.service.command('InviteAgent', { fqdn }, alice)())
  const folder = freshFolder()
  const file = (name: string, text = ''): string => {
    if (text !== '') writeFileSync(join(folder, name), text)
    return join(folder, name)
  }
  const shown = {
    certificate: file('client.pem', own.certificate), privateKey: file('client.key', own.privateKey),
  }
  const [state, ca] = [file('state'), file('ca.pem', own.certificate)]
  const ask = (client: typeof shown | null) =>
    enrolHere({
      state, ca, client, store: file('store'), server: server.url, fqdn, signal, version: '1.0.0',
      invitation: Buffer.from(token?.text?.reveal() ?? '').toString('ascii'),
    })()
  const run = () =>
    runHere({
      state, signal, version: '1.0.0', once: true, tell: () => undefined, sleep: () => Promise.resolve(),
    })()
  return { server, file, shown, state, ask, run }
}

describe('an agent of a server with mutual TLS', () => {
  it('is not let in without a certificate, and with it enrols, works and replaces its keys', async () => {
    const { server, shown, state, ask, run } = await estate()
    expect(await ask(null)).toMatchObject({ left: { _tag: 'LedgerUnreachable' } })
    const { fingerprint } = must(await ask(shown))
    must(await server.service.command('ConfirmEnrolment', { fqdn, fingerprint }, alice)())
    expect(await run()).toMatchObject({ _tag: 'Right' })
    expect(await replaceKeysHere({ state, version: '1.0.0', signal })()).toMatchObject({
      right: { former: fingerprint },
    })
    expect(await run()).toMatchObject({ _tag: 'Right' })
    expect(must(await ask(null)).state).toBe('enrolled')
    expect(must(await statusHere(state)()).client).toEqual(shown)
  })

  it('says which file is of no use, keeps what it had, and sends nothing', async () => {
    const { file, shown, state, ask, run } = await estate()
    must(await ask(shown))
    const missing = file('missing.key')
    expect(await ask({ ...shown, privateKey: missing })).toEqual({
      _tag: 'Left', left: { _tag: 'AgentFileUnusable', path: missing, reason: 'ENOENT' },
    })
    const other = file('other.key', pair().privateKey)
    expect(await ask({ ...shown, privateKey: other })).toMatchObject({ left: { path: other, reason: 'OTHER_KEY' } })
    const nothing = file('nothing.pem', 'nothing')
    expect(await ask({ ...shown, certificate: nothing })).toMatchObject({
      left: { path: nothing, reason: 'NOT_PEM' },
    })
    expect(must(await statusHere(state)()).client).toEqual(shown)
    writeFileSync(shown.certificate, 'nothing')
    expect(await run()).toMatchObject({ left: { _tag: 'AgentFileUnusable', path: shown.certificate } })
  })
})
