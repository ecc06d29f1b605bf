import { readdirSync } from 'node:fs'
import { afterAll, describe, expect, it } from 'vitest'
import { expectations } from './expectations.js'
import { inFish } from './in-shell.js'
import { hostileWords } from './sample-tree.js'

const fish = inFish()
afterAll(() => { fish.close() })

describe('completion in fish', () => {
  it.each(expectations)('offers $title', async ({ line, offered }) => {
    expect(await fish.offers(line)).toEqual(offered.toSorted())
  })

  it('offers the values that a list does not hold yet, behind those that it holds', async () => {
    const all = ['Default,Internal,OAuthTokenIssuer', 'Default,Internal,iPadAPNService']
    expect(await fish.offers('certledger certificate import --type Default,Internal,')).toEqual(all)
    expect(await fish.offers('certledger certificate import --type=Default,Internal,')).toEqual(all)
  })

  it('offers every file where a file is wanted', async () => {
    expect(await fish.offers('certledger certificate import --path ')).toEqual([
      'my server.pfx',
      'notes.txt',
      'server.PEM',
      'server.pfx',
      'sub',
    ])
  })

  it('offers nothing behind a bare --', async () => {
    expect(await fish.offers('certledger certificate -- ')).toEqual([])
  })

  it('runs nothing that stands in words or explanations', async () => {
    expect(await fish.offers('certledger hostile --odd ')).toEqual(hostileWords.toSorted())
    expect(await fish.offers('certledger hos')).toEqual(['hostile'])
    expect(readdirSync(fish.folder)).not.toContain('pwned')
  })
})
