import { readdirSync } from 'node:fs'
import { afterAll, describe, expect, it } from 'vitest'
import { expectations } from './expectations.js'
import { inBash } from './in-shell.js'
import { hostileWords } from './sample-tree.js'

const bash = inBash()
afterAll(() => { bash.close() })

describe('completion in bash', () => {
  it.each(expectations)('offers $title', async ({ line, offered }) => {
    expect(await bash.offers(line)).toEqual(offered.toSorted())
  })

  it('offers the values that a list does not hold yet, behind those that it holds', async () => {
    expect(await bash.offers('certledger certificate import --type Default,Internal,')).toEqual([
      'Default,Internal,OAuthTokenIssuer',
      'Default,Internal,iPadAPNService',
    ])
  })

  it('offers the files that can hold a certificate, in any case, and folders', async () => {
    expect(await bash.offers('certledger certificate import --path ')).toEqual([
      'my server.pfx',
      'server.PEM',
      'server.pfx',
      'sub',
    ])
  })

  it('offers any file where none of the wanted kind fits', async () => {
    expect(await bash.offers('certledger certificate import --path notes')).toEqual(['notes.txt'])
  })

  it('offers files inside quotation marks', async () => {
    expect(await bash.offers('certledger certificate import --path "my')).toEqual(['my server.pfx'])
  })

  it('offers an option that may be given once no second time', async () => {
    expect(await bash.offers('certledger certificate import --quiet --qu')).toEqual([])
  })

  it('offers no other name of an option that was given', async () => {
    expect(await bash.offers('certledger certificate import -o json --out')).toEqual([])
  })

  it('offers nothing behind a bare --', async () => {
    expect(await bash.offers('certledger certificate -- ')).toEqual([])
  })

  it('runs nothing that stands in words or explanations', async () => {
    expect(await bash.offers('certledger hostile --odd ')).toEqual(hostileWords.toSorted())
    expect(await bash.offers('certledger hos')).toEqual(['hostile'])
    expect(readdirSync(bash.folder)).not.toContain('pwned')
  })
})
