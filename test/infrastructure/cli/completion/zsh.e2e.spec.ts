import { readdirSync } from 'node:fs'
import { afterAll, describe, expect, it } from 'vitest'
import { expectations } from './expectations.js'
import { inZsh, inZshByPath } from './in-shell.js'
import { hostileWords } from './sample-tree.js'

const zsh = inZsh()
const byPath = inZshByPath()
afterAll(() => {
  zsh.close()
  byPath.close()
})

describe('completion in zsh', () => {
  it.each(expectations)('offers $title', async ({ line, offered }) => {
    expect(await zsh.offers(line)).toEqual(offered.toSorted())
  })

  it('offers the values that a list does not hold yet', async () => {
    expect(await zsh.offers('certledger certificate import --type Default,Internal,')).toEqual([
      'OAuthTokenIssuer',
      'iPadAPNService',
    ])
  })

  it('offers the files that can hold a certificate, in any case, and folders', async () => {
    expect(await zsh.offers('certledger certificate import --path ')).toEqual([
      'my\\ server.pfx',
      'server.PEM',
      'server.pfx',
      'sub',
    ])
  })

  it('offers an option that may be given once no second time', async () => {
    expect(await zsh.offers('certledger certificate import --quiet --qu')).toEqual([])
  })

  it('offers no other name of an option that was given', async () => {
    expect(await zsh.offers('certledger certificate import -o json --out')).toEqual([])
  })

  it('runs nothing that stands in words or explanations', async () => {
    expect(await zsh.offers('certledger hostile --odd ')).toEqual(hostileWords.toSorted())
    expect(await zsh.offers('certledger hos')).toEqual(['hostile'])
    expect(readdirSync(zsh.folder)).not.toContain('pwned')
  })

  it('is found and loaded by zsh itself where it lies in fpath', async () => {
    expect(await byPath.offers('certledger certificate ')).toEqual(['get', 'import', 'show'])
  })
})
