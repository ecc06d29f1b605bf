import { createPrivateKey } from 'node:crypto'
import { inspect } from 'node:util'
import { beforeAll, describe, expect, it } from 'vitest'
import type { Asked } from '../../application/context.js'
import { E, type Either } from '../../application/prelude.js'
import type { CommandAnswer, Session, SessionError } from '../../infrastructure/system/session.js'
import { encryptedPem, realCertificate, type RealCertificate } from '../support/ledger/real-certificates.js'
import { ask, freshLedger, openLedger, passphrase, sendTo } from '../support/ledger/disk-ledger.js'
import type { Sent } from '../support/ledger/memory-ledger.js'
import { filesBelow, secretNumbersOf, secretScanner, secretTextOf } from '../support/ledger/secret-scan.js'
import { dry, password } from '../support/ledger/sends.js'
import { must } from '../support/log-reading.js'

const words = {
  in: 'Grüße-vom-Tulpenfeld-4711', out: 'Schneeglöckchen-im-März-0815', wrong: 'Ein-falsches-Kennwort-1234',
  vault: 'Unter-der-Fußmatte-liegt-er',
}
const server = { type: 'Default', identity: 'fe01.contoso.com' }

const keys: Record<'rsa' | 'ec' | 'ed', RealCertificate | undefined> = { rsa: undefined, ec: undefined, ed: undefined }
const made = (name: keyof typeof keys): RealCertificate => {
  const certificate = keys[name]
  if (certificate === undefined) throw new Error('made before all tests')
  return certificate
}

beforeAll(() => {
  keys.rsa = realCertificate('fe01.contoso.com', 'RSA 2048')
  keys.ec = realCertificate('fe01.contoso.com')
  keys.ed = realCertificate('fe01.contoso.com', 'Ed25519')
})

const importing = (file: Uint8Array, input: Readonly<Record<string, unknown>> = {}): Sent =>
  ({ name: 'ImportCertificate', input: { file, ...input } })

const pemOf = ({ pkcs8 }: RealCertificate): string =>
  createPrivateKey({ key: pkcs8, format: 'der', type: 'pkcs8' }).export({ type: 'pkcs8', format: 'pem' }).toString()

/** Commands that meet keys and passwords: accepted, repeated, refused, and with a key where none belongs. */
const encounters = (): ReadonlyArray<Sent> => {
  const [rsa, ec, ed] = [made('rsa'), made('ec'), made('ed')]
  const pfx = rsa.pfx(words.in)
  const withIn = { password: password(words.in) }
  const byName = (certificate: RealCertificate) => ({ thumbprint: certificate.thumbprint })
  const registered = (asked: Partial<Asked>): Sent =>
    ({ name: 'RegisterFrontEnd', input: { fqdn: 'fe01.contoso.com' }, asked })
  const exporting = (input: Readonly<Record<string, unknown>>): Sent => ({ name: 'ExportCertificate', input })
  return [
    importing(pfx), importing(pfx, { password: password(words.wrong) }), dry(importing(pfx, withIn)),
    importing(pfx, { ...withIn, ...server }), importing(pfx, withIn), importing(pfx.subarray(0, -40), withIn),
    importing(ec.pem, { type: 'OAuthTokenIssuer' }), importing(ec.pem, server), importing(ed.pem),
    importing(encryptedPem(ed, words.in), withIn), importing(encryptedPem(ed, words.in)),
    importing(Buffer.from(pemOf(ec))), importing(Buffer.from(`${pemOf(rsa)}${pemOf(ec)}`)),
    importing(Buffer.concat([ec.pem.subarray(0, ec.pem.length / 2), Buffer.from(pemOf(ed))])),
    importing(ec.pem, { fileName: pemOf(ec) }),
    registered({ reason: pemOf(ec) }), registered({ ticket: pemOf(ed).replaceAll('\n', '') }),
    { name: 'ConfigureSite', input: { sipDomains: ['contoso.com'], realm: ec.pkcs8.toString('base64') } },
    { name: 'ConfigureSite', input: { sipDomains: ['contoso.com'], realm: ec.pkcs8.toString('hex') } },
    { name: 'AssignCertificate', input: { ...server, ...byName(rsa), password: words.in } },
    exporting({ ...byName(rsa), password: password(words.out) }), exporting({ ...byName(ec), password: words.out }),
    exporting({ ...byName(ed), password: password('') }),
    dry(exporting({ ...byName(ed), password: password(words.out) })),
    { name: 'DestroyPrivateKey', input: byName(ec) },
    { name: 'DestroyPrivateKey', input: { ...byName(ec), force: true } },
    importing(ec.pem), importing(ec.pem, { force: true }), { name: 'DestroyPrivateKey', input: byName(ed) },
    exporting({ ...byName(ed), password: password(words.out) }),
  ]
}

const scanner = () => {
  const numbers = (['rsa', 'ec', 'ed'] as const).flatMap((name) => secretNumbersOf(name, made(name).pkcs8))
  return secretScanner([...numbers, ...Object.values(words).flatMap(secretTextOf)])
}

/** An answer or an error in every way in which a program might print it, but for the file that it hands out. */
const printed = (answer: Either<SessionError, CommandAnswer>): Buffer => {
  const { file: _file, ...shown } = E.isLeft(answer) ? { ...answer.left, file: undefined } : answer.right
  return Buffer.from(`${JSON.stringify(shown)}\n${inspect(shown, { depth: 20, maxStringLength: null })}`)
}

const meetAll = async (session: Session): Promise<ReadonlyArray<Either<SessionError, CommandAnswer>>> => {
  const answers: Array<Either<SessionError, CommandAnswer>> = []
  for (const sent of encounters()) answers.push(await sendTo(session, sent))
  return answers
}

describe('Private keys and passwords', () => {
  it('are found where they lie in the open, in every form', () => {
    const scan = scanner()
    const { pkcs8 } = made('ec')
    const forms = [
      pkcs8, pkcs8.toString('hex'), pkcs8.toString('hex').toUpperCase(), pkcs8.toString('base64'),
      pkcs8.toString('base64url'), pemOf(made('rsa')), JSON.stringify([...made('ed').pkcs8]), JSON.stringify(pkcs8),
      pkcs8.subarray(40, 58), words.vault, Buffer.from(words.in, 'utf16le'), Buffer.from(words.out).toString('base64'),
    ]
    for (const form of forms) expect(scan(Buffer.concat([Buffer.from('before'), Buffer.from(form)]))).not.toEqual([])
    expect(scan(Buffer.from(made('ec').made.certificate))).toEqual([])
  })

  it.each([['a key file', {}], ['a passphrase', passphrase(words.vault)]])(
    'lie nowhere in the ledger in the open, nor in an answer or an error, whatever is sent: vault under %s',
    async (_protection, options) => {
      const directory = freshLedger()
      const session = await openLedger(directory, options)
      const scan = scanner()
      const answers = await meetAll(session)
      for (const answer of answers) expect(scan(printed(answer))).toEqual([])
      const outcomes = answers.map((answer) => (E.isLeft(answer) ? answer.left._tag : 'accepted'))
      expect(outcomes.filter((outcome) => outcome === 'accepted').length).toBeGreaterThan(8)
      const refusals = ['WrongPassword', 'PasswordRequired', 'SecretRefused', 'NoCertificate', 'InputNotUnderstood']
      expect(outcomes).toEqual(expect.arrayContaining(refusals))
      must(await ask(session, 'Log'))
      for (const isOpen of [true, false]) {
        if (!isOpen) await session.close()
        const files = filesBelow(directory)
        expect(files.map(({ name }) => name)).toContain('events.sqlite')
        expect(files.flatMap(({ name, bytes }) => scan(bytes).map((what) => `${name}: ${what}`))).toEqual([])
      }
    },
  )
})
