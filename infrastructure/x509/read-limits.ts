/**
 * What reading one file may cost. `bytes`: size of the file. `wallMs`: milliseconds before the worker is stopped.
 * `iterations`: sum over all key derivations that the file asks for, each as often as it is tried; scrypt counts N·r·p.
 * `entries`: PKCS#12 bags or PEM blocks. `nesting`: levels of ASN.1. `derivationBytes`: memory of one scrypt.
 * `heapMegabytes`: the worker's JavaScript heap. `workers`: files read at the same time; further ones wait.
 */
export type ReadLimits = {
  readonly bytes: number
  readonly wallMs: number
  readonly iterations: number
  readonly entries: number
  readonly nesting: number
  readonly derivationBytes: number
  readonly heapMegabytes: number
  readonly workers: number
}

/** Opens what exporting tools write, up to a million iterations in each part, and ends within ten seconds. */
export const defaultReadLimits: ReadLimits = {
  bytes: 1_048_576,
  wallMs: 10_000,
  iterations: 5_000_000,
  entries: 1_000,
  nesting: 64,
  derivationBytes: 67_108_864,
  heapMegabytes: 256,
  workers: 4,
}
