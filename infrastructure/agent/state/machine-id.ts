import { createHash } from 'node:crypto'
import { hostname, networkInterfaces } from 'node:os'
import { readBounded } from '../files/read-bounded.js'

const FILES = ['/etc/machine-id', '/var/lib/dbus/machine-id']

const addresses = (): ReadonlyArray<string> =>
  Object.values(networkInterfaces())
    .flatMap((all) => all ?? [])
    .filter(({ internal }) => !internal)
    .map(({ mac }) => mac)

const sourceOf = async (): Promise<string> => {
  for (const file of FILES) {
    const found = await readBounded(file, 256).catch(() => null)
    const text = found?.bytes.toString('utf8').trim() ?? ''
    if (text !== '') return text
  }
  return [hostname(), ...new Set(addresses())].toSorted().join('\n')
}

/**
 * Names this machine, the same after every start and never from the state directory: a copy of that on another machine
 * is found out. 32 hexadecimal digits, a digest, since the machine's own id is not to be handed out. Source:
 * machine-id(5).
 */
export const machineId = async (): Promise<string> =>
  createHash('sha256').update(`certledger-agent\n${await sourceOf()}`).digest('hex').slice(0, 32)
