import { createPrivateKey, X509Certificate } from 'node:crypto'
import { readFileSync, realpathSync } from 'node:fs'
import { setTimeout } from 'node:timers/promises'

/**
 * A server that reads certificate and key through a link again and again, as one does that is told to reload: it looks
 * where the link leads, and reads both there. Prints `half` for a pair that does not fit, at the end how many it read.
 */
const [, , link = ''] = process.argv
let stopped = false
let read = 0
const leadsTo = (): string | null => {
  try {
    return realpathSync(link)
  } catch {
    return null
  }
}

process.on('SIGTERM', () => { stopped = true })
process.stdout.write('ready\n')
while (!stopped) {
  const directory = leadsTo()
  try {
    if (directory !== null) {
      const x509 = new X509Certificate(readFileSync(`${directory}/certificate.pem`))
      const key = createPrivateKey(readFileSync(`${directory}/key.pem`))
      if (!x509.checkPrivateKey(key)) process.stdout.write('half: the key is another one\n')
      read += 1
    }
  } catch (thrown) {
    if (leadsTo() === directory) process.stdout.write(`half: ${String(thrown)}\n`)
  }
  await setTimeout(1)
}
process.stdout.write(`read ${String(read)}\n`)
