import { createHash, createPrivateKey, createPublicKey } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { setTimeout } from 'node:timers/promises'
import { secretOf } from '../../../application/ports/secret.js'
import { instantAtMs } from '../../../domain/values/instant.js'
import { KeyRef } from '../../../domain/values/key-ref.js'
import { SpkiDigest } from '../../../domain/values/spki-digest.js'
import { ThumbprintSha256 } from '../../../domain/values/thumbprint.js'
import { fileVault } from '../../../infrastructure/vault/file-vault.js'

/**
 * A process of its own that does one thing to one entry, over and over, and says each time what it was told.
 * Arguments: directory, key file, thumbprint of the certificate, `deposit` or `destroy`, how many times.
 */
const [, , directory = '', keyFile = '', certificate = '', verb = '', count = '1'] = process.argv

const privateKey = createPrivateKey(readFileSync(keyFile))
const spki = createPublicKey(privateKey).export({ type: 'spki', format: 'der' })
const spkiDigest = createHash('sha256').update(spki).digest('hex').toUpperCase()
const pkcs8 = privateKey.export({ type: 'pkcs8', format: 'der' })
const ref = `local:${certificate}.1`
if (!ThumbprintSha256.is(certificate) || !SpkiDigest.is(spkiDigest) || !KeyRef.is(ref)) throw new Error('digest')

const vault = fileVault({ directory, passphrase: null, now: () => instantAtMs(0) })
const deposit = vault.deposit({ certificate, generation: 1, spkiDigest, privateKey: secretOf(pkcs8) })
const act = verb === 'deposit' ? deposit : vault.destroy(ref)

for (let turn = 0; turn < Number(count); turn += 1) {
  const answer = await act()
  process.stdout.write(`${answer._tag === 'Left' ? JSON.stringify(answer.left) : String(answer.right)}\n`)
  if (verb === 'destroy') await setTimeout(Math.random() * 4)
}
