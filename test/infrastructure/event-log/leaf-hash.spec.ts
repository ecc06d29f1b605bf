import { expect, it } from 'vitest'
import { leafHashOf } from '../../../infrastructure/event-log/leaf-hash.js'

/** The leaves that Certificate Transparency's own tests use, in hexadecimal, and their hashes. */
const leaves: ReadonlyArray<readonly [string, string]> = [
  ['', '6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d'],
  ['00', '96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7'],
  ['10', '0298d122906dcfc10892cb53a73992fc5b9f493ea4c9badb27b791b4127a7fe7'],
  ['2021', '07506a85fd9dd2f120eb694f86011e5bb4662e5c415a62917033d4a9624487e7'],
  ['3031', 'bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b'],
  ['40414243', '4271a26be0d8a84f0bd54c8c302e7cb3a3b5d1fa6780a40bcce2873477dab658'],
  ['5051525354555657', 'b08693ec2e721597130641e8211e7eedccb4c26413963eee6c1e2ed16ffb1a5f'],
  ['606162636465666768696a6b6c6d6e6f', '46f6ffadd3d06a09ff3c5860d2755c8b9819db7df44251788c7d8e3180de8eb1'],
]

it.each(leaves)('of the record %j is the one of RFC 6962', (record, hash) => {
  expect(leafHashOf(Buffer.from(record, 'hex').toString('utf8'))).toBe(hash)
})

it('is over the UTF-8 bytes of the record', () => {
  expect(leafHashOf('é😀')).toBe('33911e72eb0a9c39b408719c39313a0d7e65b6891c9f832b6c40e35853fa11d1')
})
