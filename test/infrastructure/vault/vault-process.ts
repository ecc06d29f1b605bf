import { createHash, createPrivateKey, createPublicKey } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { secretOf } from '../../../application/ports/secret.js'
import { instantAtMs } from '../../../domain/values/instant.js'
import { SpkiDigest } from '../../../domain/values/spki-digest.js'
import { ThumbprintSha256 } from '../../../domain/values/thumbprint.js'
import { fileVault } from '../../../infrastructure/vault/file-vault.js'

/**
 * A process of its own: deposits the key in a file, over and over under names of its own, destroys every second one,
 * and says on stdout what it was told, line by line. Arguments: directory, key file, how many.
 */
const [, , directory = '', keyFile = '', count = '1'] = process.argv
const passphrase = process.env['VAULT_PASSPHRASE']

const pkcs8 = createPrivateKey(readFileSync(keyFile)).export({ type: 'pkcs8', format: 'der' })
const spki = createPublicKey(createPrivateKey(readFileSync(keyFile))).export({ type: 'spki', format: 'der' })
const upperSha256 = (bytes: Uint8Array | string): string =>
  createHash('sha256').update(bytes).digest('hex').toUpperCase()

const vault = fileVault({
  directory,
  passphrase: passphrase === undefined ? null : secretOf(Buffer.from(passphrase)),
  now: () => instantAtMs(0),
})

for (let turn = 0; turn < Number(count); turn += 1) {
  const certificate = upperSha256(`${process.pid} ${turn}`)
  const spkiDigest = upperSha256(spki)
  if (!ThumbprintSha256.is(certificate) || !SpkiDigest.is(spkiDigest)) throw new Error('digest')
  const deposit = { certificate, generation: 1, spkiDigest, privateKey: secretOf(pkcs8) }
  const kept = await vault.deposit(deposit)()
  if (kept._tag === 'Left') {
    process.stdout.write(`refused ${JSON.stringify(kept.left)}\n`)
  } else {
    process.stdout.write(`kept ${kept.right}\n`)
    if (turn % 2 === 1) {
      process.stdout.write(`destroying ${kept.right}\n`)
      const destroyed = await vault.destroy(kept.right)()
      process.stdout.write(`${destroyed._tag === 'Right' ? 'destroyed' : 'refused'} ${kept.right}\n`)
    }
  }
}
