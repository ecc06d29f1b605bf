import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import type { CertificateReader } from '../../../application/ports/certificate-reader.js'
import { E, TE } from '../../../application/prelude.js'
import { observeStore } from '../../../infrastructure/agent/observation/observe-store.js'
import { defaultLimits } from '../../../infrastructure/http/limits.js'
import { freshFolder } from '../../support/agent/agent-desk.js'
import { trueFactsOf } from '../../support/ledger/fake-certificates.js'
import { must } from '../../support/log-reading.js'

/** Finds the same certificate in every file. */
const finding = (subject: string): CertificateReader => ({
  read: () => TE.right({
    facts: trueFactsOf('A', { subject }), der: '', chain: [], privateKey: null, format: 'PEM', friendlyName: null,
  }),
})

/** What stands around the entries: header, signature, names and instants. */
const OTHER_BYTES = 4_096

describe('the report of a store', () => {
  it.each([['ASCII', 'a', 1], ['three bytes a letter', '書', 3], ['an escape a letter', '\u0001', 1]])(
    'fits into one message to the ledger, however long its names are, in %s',
    async (_letters, letter, bytes) => {
      const store = freshFolder()
      for (const role of ['Default', 'OAuthTokenIssuer', 'WebServicesExternal']) {
        const directory = join(store, role, letter.repeat(240 / bytes), letter.repeat(240 / bytes))
        mkdirSync(directory, { recursive: true })
        for (let n = 100; n < 200; n += 1)
          writeFileSync(join(directory, `${letter.repeat(225 / bytes)}${String(n)}.crt`), '')
      }
      const observe = observeStore(store, finding(letter.repeat(700)), () => E.left({ _tag: 'FileEmpty' }))
      const entries = must(await observe()())
      const inBase64 = Math.ceil(Buffer.byteLength(JSON.stringify(entries)) * 4 / 3)
      expect(entries.length).toBeGreaterThan(20)
      expect(inBase64 + OTHER_BYTES).toBeLessThan(defaultLimits.messageBytes)
    },
  )
})
