import { describe, expect, it } from 'vitest'
import { assignmentStream, certificateStream, frontEndStream, siteStream } from '../../domain/streams.js'
import { slotOf } from '../../domain/values/slot.js'
import { Fqdn } from '../../domain/values/fqdn.js'
import { certificateRoles } from '../../domain/values/certificate-role.js'
import { E } from '../../domain/prelude.js'
import { aCertificateRef } from '../support/certificates.js'
import { decoded } from '../support/decoded.js'
import { audioVideoSlot, tokenSlot } from '../support/slot-builders.js'

const fe01 = decoded(Fqdn, 'fe01.contoso.com')

describe('The names of streams, which are the storage format,', () => {
  it('are made from the kind of thing and its own name', () => {
    expect(assignmentStream(tokenSlot)).toBe('assignment-OAuthTokenIssuer@global')
    expect(assignmentStream(audioVideoSlot)).toBe('assignment-AudioVideoAuthentication@fe01.contoso.com')
    expect(frontEndStream(fe01)).toBe('frontEnd-fe01.contoso.com')
    expect(certificateStream(aCertificateRef('A').thumbprintSha256)).toMatch(/^certificate-[0-9A-F]{64}$/)
    expect(siteStream).toBe('site')
  })

  it('tell all slots apart', () => {
    const slots = certificateRoles.flatMap((role) =>
      [slotOf(role, 'global'), slotOf(role, fe01)].flatMap((slot) => (E.isRight(slot) ? [slot.right] : [])),
    )
    expect(new Set(slots.map(assignmentStream)).size).toBe(certificateRoles.length)
  })
})
