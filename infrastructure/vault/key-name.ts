import { KeyRef } from '../../domain/values/key-ref.js'

const VAULT = 'local'
const NAME = /^[0-9A-F]{64}\.[1-9][0-9]{0,8}$/

/** The reference of an entry, `local:<thumbprintSha256>.<generation>`; null where that is none. */
export const refFor = (certificate: string, generation: number): KeyRef | null =>
  refOfName(`${certificate}.${generation}`)

/** The reference of a name, which is `<thumbprintSha256>.<generation>`; null where it is no name of an entry. */
export const refOfName = (name: string): KeyRef | null => {
  const ref = `${VAULT}:${name}`
  return NAME.test(name) && KeyRef.is(ref) ? ref : null
}

/** The name inside a reference: what the entry's files begin with; null where the reference is of another vault. */
export const nameOfRef = (ref: KeyRef): string | null => {
  const [vault, name] = ref.split(':')
  return vault === VAULT && name !== undefined && NAME.test(name) ? name : null
}
