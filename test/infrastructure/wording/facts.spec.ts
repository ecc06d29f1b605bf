import { describe, expect, it } from 'vitest'
import { secretOf } from '../../../application/ports/secret.js'
import { factsOf } from '../../../infrastructure/wording/facts.js'
import { tokens } from './facts-of-samples.js'

describe('facts', () => {
  it('hold no bytes, no secret and no function, however deep', () => {
    const secret = secretOf(Buffer.from('private key'))
    const facts = factsOf({
      _tag: 'Any',
      der: Buffer.from('der'),
      secret,
      deep: [{ bytes: new Uint8Array(4), secret, kept: 1 }],
      run: () => 'x',
      absent: undefined,
    })
    expect(facts).toEqual({ deep: [{ kept: 1 }] })
  })

  it('name the tags inside by type, and slots by their names', () => {
    expect(factsOf({ _tag: 'Any', slot: tokens, cause: { _tag: 'LogFull', path: '/x' }, size: Number.NaN })).toEqual({
      slot: 'OAuthTokenIssuer@global',
      cause: { type: 'LogFull', path: '/x' },
      size: null,
    })
  })
})
