import { expect, it } from 'vitest'
import { answerFrom } from './asked.js'
import { rendered } from './answers.js'
import { driftStory } from './drift-story.js'

it.each([
  ['usable', 'a private key, no single certificate'],
  ['missing', 'no single certificate'],
  ['otherKey', 'a certificate and a key that do not match'],
  ['unreadable', 'a file that does not open'],
])('says of a found file without a certificate to name and a key that is %s: %s', async (privateKey, words) => {
  const answer = answerFrom(driftStory, 'ListDrift', { all: true })
  const [drift] = (answer as unknown as { readonly drift: ReadonlyArray<object> }).drift
  const found = { kind: 'foreign', place: null, file: 'Default/by-hand.key', thumbprint: null, observed: null }
  const table = await rendered('table', 'ListDrift', { ...answer, drift: [{ ...drift, ...found, privateKey }] })
  expect(table.replaceAll(/\s+/g, ' ')).toContain(`${words} `)
})
