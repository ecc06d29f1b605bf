import { describe, expect, it } from 'vitest'
import { answerFrom } from './asked.js'
import { rendered } from './answers.js'
import { driftStory } from './drift-story.js'
import { replicationStory } from './replication-story.js'

const token = { type: 'OAuthTokenIssuer' }

describe('the table of why', () => {
  it('tells what was seen of a slot beside what is intended', async () => {
    const text = await rendered('table', 'Why', answerFrom(driftStory, 'Why', token))
    expect(text).toContain(
      'Seen on fe01.contoso.com: stale (current) since 2026-11-20 11:40:00Z (20 minutes ago); ' +
        '31F60B8FD33DE024A5272480C090884555E5DB5F in force, reported 2026-11-20 11:40:00Z',
    )
  })

  it('tells that a difference was accepted', async () => {
    const slot = { type: 'AudioVideoAuthentication', identity: 'fe01.contoso.com' }
    expect(await rendered('table', 'Why', answerFrom(driftStory, 'Why', slot))).toContain(
      'foreign (AudioVideoAuthentication/by-hand.pfx) since 2026-11-20 11:40:00Z (20 minutes ago), accepted; ' +
        'nothing readable in force',
    )
  })

  it('says nothing of what was never reported, and names together those that are as intended', async () => {
    const answer = answerFrom(replicationStory, 'Why', token)
    expect(await rendered('table', 'Why', answer)).not.toContain('Seen')
    const [slot] = (answer as unknown as { readonly slots: ReadonlyArray<object> }).slots
    const seen = (fqdn: string) => ({ fqdn, reportedAt: '2026-11-20T11:40:00.000Z', thumbprint: null, differences: [] })
    const observed = ['fe01.contoso.com', 'fe02.contoso.com'].map(seen)
    expect(await rendered('table', 'Why', { ...answer, slots: [{ ...slot, observed }] })).toContain(
      'Seen as intended on fe01.contoso.com and fe02.contoso.com.',
    )
  })
})
