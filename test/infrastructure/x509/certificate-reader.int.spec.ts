import { inspect } from 'node:util'
import { describe, expect, it } from 'vitest'
import type { ReadRequest } from '../../../application/ports/certificate-reader.js'
import { secretOf } from '../../../application/ports/secret.js'
import { E } from '../../../application/prelude.js'
import { certificateReader } from '../../../infrastructure/x509/certificate-reader.js'
import type { ReadLimits } from '../../../infrastructure/x509/read-limits.js'
import { corpusFile, usualPassword } from './corpus.js'
import { openPart, pfxOf } from './crafted-pfx.js'
import { element } from './der-building.js'
import { readOf, refusalOf } from './reading.js'

const requestFor = (bytes: Uint8Array, password: string | null = usualPassword): ReadRequest => ({
  bytes,
  password: password === null ? null : secretOf(new TextEncoder().encode(password)),
  thumbprint: null,
})

const read = (bytes: Uint8Array, limits: Partial<ReadLimits> = {}) =>
  certificateReader(limits).read(requestFor(bytes))()

const timed = async <A>(work: () => Promise<A>): Promise<readonly [A, number]> => {
  const began = performance.now()
  const answer = await work()
  return [answer, performance.now() - began]
}

describe('the certificate reader', () => {
  it('hands the key out as a secret that shows itself nowhere', async () => {
    const answer = readOf(await read(corpusFile('key-rsa2048.pfx')))
    const pkcs8 = Buffer.from(answer.privateKey?.reveal() ?? [])

    expect(pkcs8.length).toBeGreaterThan(1_000)
    const inspected = inspect(answer, { depth: 9, maxArrayLength: 9_999 })
    for (const shown of [JSON.stringify(answer), inspected, `${answer.privateKey?.toString()}`]) {
      expect(shown).not.toContain(pkcs8.toString('base64').slice(40, 80))
      expect(shown).not.toContain(pkcs8.toString('hex').slice(80, 120))
    }
  })

  it('leaves the bytes and the password of the caller as they were, and gives the same answer again', async () => {
    const bytes = corpusFile('cont-chain.pfx')
    const request = requestFor(bytes)
    const reader = certificateReader()
    const first = readOf(await reader.read(request)())
    const second = readOf(await reader.read(request)())

    expect(bytes).toEqual(corpusFile('cont-chain.pfx'))
    expect(Buffer.from(request.password?.reveal() ?? []).toString()).toBe(usualPassword)
    expect({ ...second, privateKey: null }).toEqual({ ...first, privateKey: null })
    expect(second.privateKey?.reveal()).toEqual(first.privateKey?.reveal())
  })

  it('reads a view into a larger buffer as that view alone', async () => {
    const file = corpusFile('key-ed25519.pfx')
    const buffer = new Uint8Array(file.length + 100)
    buffer.set(file, 50)

    expect(readOf(await read(buffer.subarray(50, 50 + file.length))).facts.keyAlgorithm).toBe('Ed25519')
  })

  it('refuses an empty file and one that is too large before any worker starts', async () => {
    const [large, ms] = await timed(() => read(new Uint8Array(20_000_000)))

    expect(refusalOf(await read(new Uint8Array(0)))).toEqual({ _tag: 'FileEmpty' })
    expect(refusalOf(large)).toEqual({ _tag: 'FileTooLarge', limitBytes: 1_048_576, actualBytes: 20_000_000 })
    expect(ms).toBeLessThan(1_000)
  })

  it.each(['d-iter-mac-2e31.pfx', 'd-iter-pbes2-2e31.pfx', 'd-iter-pbmac1-2e31.pfx', 'iter-10000000.pfx'])(
    'refuses the iterations of %s without computing one',
    async (file) => {
      const [answer, ms] = await timed(() => read(corpusFile(file)))

      expect(refusalOf(answer)).toMatchObject({ _tag: 'LimitExceeded', limit: 'iterations', allowed: 5_000_000 })
      expect(ms).toBeLessThan(5_000)
    },
  )

  it('opens a million iterations in each part, well within its time', async () => {
    const [answer, ms] = await timed(() => read(corpusFile('iter-1000000.pfx')))

    expect(readOf(answer).facts.keySize).toBe(2_048)
    expect(ms).toBeLessThan(10_000)
  })

  it('gives up on time, while the process goes on, and reads the next file', async () => {
    const reader = certificateReader({ wallMs: 2_000, iterations: 50_000_000, workers: 1 })
    let ticks = 0
    const ticking = setInterval(() => { ticks += 1 }, 10)
    const [answer, ms] = await timed(() => reader.read(requestFor(corpusFile('iter-10000000.pfx')))())
    clearInterval(ticking)

    expect(refusalOf(answer)).toEqual({ _tag: 'ReadTimedOut', limitMs: 2_000 })
    expect(ms).toBeLessThan(8_000)
    expect(ticks).toBeGreaterThan(10)
    expect(readOf(await reader.read(requestFor(corpusFile('key-ed25519.pfx')))()).facts.keyAlgorithm).toBe('Ed25519')
  })

  it('answers that it failed when its worker runs out of memory, and lives on', async () => {
    const elements = Buffer.alloc(1_000_000, Buffer.from([0x30, 0x00]))
    const many = pfxOf([openPart(element(0x30, elements))])

    expect(refusalOf(await read(many, { heapMegabytes: 10 }))).toEqual({ _tag: 'ReaderFailed' })
    expect(refusalOf(await read(many)))
      .toEqual({ _tag: 'FileCorrupt', format: 'PKCS#12', detail: 'a bag is malformed' })
  })

  it('reads more files at once than it has workers, each to its own answer', async () => {
    const opening = ['key-ed25519.pfx', 'key-rsapss.pfx', 'key-ec-k1.pfx', 'key-rsa1024.pfx']
    const files = [...opening, 'd-hugelen.pfx', 'sec.pfx']
    const reader = certificateReader({ workers: 2 })
    const answers = await Promise.all(files.map((file) => reader.read(requestFor(corpusFile(file)))()))
    const tags = answers.map((answer) => (E.isRight(answer) ? answer.right.facts.keyAlgorithm : answer.left._tag))

    expect(tags).toEqual(['Ed25519', 'RSA-PSS', 'EC', 'RSA', 'FileCorrupt', 'NoCertificate'])
  })

  it('asks for a password only where none was given', async () => {
    const reader = certificateReader()
    const file = corpusFile('mac-none.pfx')
    const answers = [null, '', 'wrong'].map((password) => reader.read(requestFor(file, password))())

    expect((await Promise.all(answers)).map((answer) => refusalOf(answer)._tag))
      .toEqual(['PasswordRequired', 'WrongPassword', 'WrongPassword'])
  })
})
