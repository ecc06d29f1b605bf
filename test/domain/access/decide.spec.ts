import { describe, it } from 'vitest'
import type { AccessCommand, Expiry, SubjectKind } from '../../../domain/access/commands.js'
import { access } from '../../../domain/access/decide.js'
import type { AccessEvent } from '../../../domain/access/events.js'
import type { AccessRole } from '../../../domain/values/access-role.js'
import type { Instant } from '../../../domain/values/instant.js'
import { Subject } from '../../../domain/values/subject.js'
import { TokenDigest, TokenId, type TokenMark } from '../../../domain/values/token-digest.js'
import { specification } from '../../dsl/given.js'
import { decoded } from '../../support/decoded.js'
import { instant } from '../../support/instants.js'

const given = specification(access)

const subject = decoded(Subject, 'alice')
const mark = (letter: string): TokenMark => ({
  id: decoded(TokenId, letter.repeat(16)),
  digest: decoded(TokenDigest, letter.toUpperCase().repeat(64)),
})
const [a, b, c] = [mark('a'), mark('b'), mark('c')]

type Granted = Extract<AccessEvent, { readonly type: 'AccessGranted' }>['data']

const granted = (at: string, changes: Partial<Granted> = {}): AccessEvent => ({
  type: 'AccessGranted',
  data: {
    subject, kind: 'person', roles: ['operator'], token: a, expiresAt: null, grantedAt: instant(at), ...changes,
  },
})

type Asked = {
  readonly roles?: ReadonlyArray<AccessRole>
  readonly kind?: SubjectKind | null
  readonly expiry?: Expiry
  readonly hasOtherAdministrator?: boolean
  readonly force?: boolean
}

const grant = (at: string, asked: Asked = {}): AccessCommand => ({
  type: 'GrantAccess',
  data: {
    subject, roles: ['operator'], kind: null, token: b, expiry: null, hasOtherAdministrator: true, force: false,
    at: instant(at), ...asked,
  },
})

const rotated = (at: string, formerUntil: string, expiresAt: Instant | null, token = b): AccessEvent => ({
  type: 'TokenRotated',
  data: { subject, token, expiresAt, formerUntil: instant(formerUntil), rotatedAt: instant(at) },
})

const HOUR_MS = 3_600_000

const rotate = (at: string, overlapMs = 24 * HOUR_MS, expiry: Expiry = null, token = b): AccessCommand => ({
  type: 'RotateToken',
  data: { subject, token, expiry, overlapMs, at: instant(at) },
})

const revoke = (at: string, asked: Pick<Asked, 'hasOtherAdministrator' | 'force'> = {}): AccessCommand => ({
  type: 'RevokeAccess',
  data: { subject, hasOtherAdministrator: true, force: false, at: instant(at), ...asked },
})

const revoked = (at: string): AccessEvent => ({
  type: 'AccessRevoked',
  data: { subject, revokedAt: instant(at) },
})

const administrator = granted('2026-01-01', { roles: ['administrator'] })
const last = { hasOtherAdministrator: false }

describe('GrantAccess', () => {
  it('gives somebody new a token for a year, and counts him as a person', () => {
    given().when(grant('2026-01-01')).then(granted('2026-01-01', { token: b, expiresAt: instant('2027-01-01') }))
  })

  it('takes kind and end where they are said, and orders the roles', () => {
    given()
      .when(grant('2026-01-01', { kind: 'service', expiry: instant('2026-02-01'), roles: ['auditor', 'operator'] }))
      .then(granted('2026-01-01', {
        token: b, kind: 'service', expiresAt: instant('2026-02-01'), roles: ['operator', 'auditor'],
      }))
    given().when(grant('2026-01-01', { expiry: 'never' })).then(granted('2026-01-01', { token: b }))
  })

  it('changes roles, kind or end of somebody who has access, who keeps his token', () => {
    given(granted('2026-01-01'))
      .when(grant('2026-02-01', { roles: ['auditor'] }))
      .then(granted('2026-02-01', { roles: ['auditor'], token: null }))
    given(granted('2026-01-01'))
      .when(grant('2026-02-01', { kind: 'service' }))
      .then(granted('2026-02-01', { kind: 'service', token: null }))
    given(granted('2026-01-01'))
      .when(grant('2026-02-01', { expiry: instant('2026-03-01') }))
      .then(granted('2026-02-01', { expiresAt: instant('2026-03-01'), token: null }))
    given(granted('2026-01-01', { expiresAt: instant('2026-03-01') }))
      .when(grant('2026-02-01', { expiry: 'never' }))
      .then(granted('2026-02-01', { token: null }))
  })

  it('records nothing for what is so already, whatever the order of the roles', () => {
    given(granted('2026-01-01')).when(grant('2026-02-01')).thenNothing()
    given(granted('2026-01-01', { roles: ['operator', 'auditor'] }))
      .when(grant('2026-02-01', { roles: ['auditor', 'operator'], kind: 'person', expiry: 'never' }))
      .thenNothing()
  })

  it('gives a new token to somebody whose access was revoked or has expired', () => {
    const again = granted('2026-03-01', { token: b, expiresAt: instant('2027-03-01') })
    given(granted('2026-01-01'), revoked('2026-02-01')).when(grant('2026-03-01')).then(again)
    given(granted('2026-01-01', { expiresAt: instant('2026-03-01') })).when(grant('2026-03-01')).then(again)
  })

  it('refuses an end that has passed', () => {
    const [expiresAt, at] = [instant('2026-01-31'), instant('2026-02-01')]
    const refusal = { _tag: 'ExpiryNotInFuture', subject, expiresAt, at } as const
    given().when(grant('2026-02-01', { expiry: expiresAt })).thenRejects(refusal)
    given(granted('2026-01-01')).when(grant('2026-02-01', { expiry: expiresAt })).thenRejects(refusal)
  })

  it('refuses to take the role from the last administrator, unless it is forced', () => {
    given(administrator).when(grant('2026-02-01', last)).thenRejects({ _tag: 'LastAdministrator', subject })
    const forced = granted('2026-02-01', { token: null })
    given(administrator).when(grant('2026-02-01', { ...last, force: true })).then(forced)
    given(administrator).when(grant('2026-02-01')).then(forced)
  })

  it('lets the last administrator have more roles, or another end', () => {
    given(administrator)
      .when(grant('2026-02-01', { ...last, roles: ['auditor', 'administrator'] }))
      .then(granted('2026-02-01', { roles: ['administrator', 'auditor'], token: null }))
  })
})

describe('RotateToken', () => {
  it('gives another token for the same span again, and lets the one before it hold a little longer', () => {
    given(granted('2026-01-01', { expiresAt: instant('2026-01-31') }))
      .when(rotate('2026-01-11'))
      .then(rotated('2026-01-11', '2026-01-12', instant('2026-02-10')))
    given(granted('2026-01-01')).when(rotate('2026-01-11')).then(rotated('2026-01-11', '2026-01-12', null))
  })

  it('counts the span from when the end was said last', () => {
    given(
      granted('2026-01-01'),
      granted('2026-02-01', { token: null, expiresAt: instant('2026-02-11') }),
      granted('2026-02-02', { token: null, expiresAt: instant('2026-02-11'), roles: ['auditor'] }),
    )
      .when(rotate('2026-02-05'))
      .then(rotated('2026-02-05', '2026-02-06', instant('2026-02-15')))
  })

  it('takes the end that is said', () => {
    given(granted('2026-01-01'))
      .when(rotate('2026-01-11', 0, instant('2026-01-12')))
      .then(rotated('2026-01-11', '2026-01-11', instant('2026-01-12')))
    given(granted('2026-01-01', { expiresAt: instant('2026-02-01') }))
      .when(rotate('2026-01-11', 0, 'never'))
      .then(rotated('2026-01-11', '2026-01-11', null))
  })

  it('never lets the token before hold beyond its own end', () => {
    given(granted('2026-01-01', { expiresAt: instant('2026-01-11 06:00Z') }))
      .when(rotate('2026-01-11'))
      .then(rotated('2026-01-11', '2026-01-11 06:00Z', instant('2026-01-21 06:00Z')))
  })

  it('gives another token each time', () => {
    given(granted('2026-01-01'), rotated('2026-01-11', '2026-01-12', null))
      .when(rotate('2026-01-11', HOUR_MS, null, c))
      .then(rotated('2026-01-11', '2026-01-11 01:00Z', null, c))
  })

  it('refuses whoever has no access, and an end that has passed', () => {
    given().when(rotate('2026-01-11')).thenRejects({ _tag: 'AccessNotGranted', subject })
    given(granted('2026-01-01'), revoked('2026-01-02'))
      .when(rotate('2026-01-11'))
      .thenRejects({ _tag: 'AccessIsRevoked', subject, revokedAt: instant('2026-01-02') })
    const [expiresAt, at] = [instant('2026-01-11'), instant('2026-01-11')]
    given(granted('2026-01-01'))
      .when(rotate('2026-01-11', 0, expiresAt))
      .thenRejects({ _tag: 'ExpiryNotInFuture', subject, expiresAt, at })
  })
})

describe('RevokeAccess', () => {
  it('takes access away, once', () => {
    given(granted('2026-01-01')).when(revoke('2026-02-01')).then(revoked('2026-02-01'))
    given(granted('2026-01-01'), revoked('2026-02-01')).when(revoke('2026-03-01')).thenNothing()
  })

  it('refuses a name that never had any', () => {
    given().when(revoke('2026-02-01')).thenRejects({ _tag: 'AccessNotGranted', subject })
  })

  it('refuses the last administrator, unless it is forced or his access has expired anyway', () => {
    given(administrator).when(revoke('2026-02-01', last)).thenRejects({ _tag: 'LastAdministrator', subject })
    given(administrator).when(revoke('2026-02-01', { ...last, force: true })).then(revoked('2026-02-01'))
    given(administrator).when(revoke('2026-02-01')).then(revoked('2026-02-01'))
    given(granted('2026-01-01')).when(revoke('2026-02-01', last)).then(revoked('2026-02-01'))
    given(granted('2026-01-01', { roles: ['administrator'], expiresAt: instant('2026-02-01') }))
      .when(revoke('2026-02-01', last))
      .then(revoked('2026-02-01'))
  })
})

describe('RecordRefusedAttempts', () => {
  it('records what was tried, of somebody known or not, each time', () => {
    const data = {
      subject: null, attempted: 'GrantAccess', problem: 'Unauthenticated', address: '192.0.2.1', count: 3,
      firstAt: instant('2026-02-01'), lastAt: instant('2026-02-02'),
    }
    const refused: AccessEvent = { type: 'AttemptsRefused', data }
    given().when({ type: 'RecordRefusedAttempts', data }).then(refused)
    given(granted('2026-01-01'), refused).when({ type: 'RecordRefusedAttempts', data }).then(refused)
  })

  it('changes nothing about access', () => {
    const data = {
      subject: 'alice', attempted: 'GrantAccess', problem: 'Forbidden', address: null, count: 1,
      firstAt: instant('2026-02-01'), lastAt: instant('2026-02-01'),
    }
    given(granted('2026-01-01'), { type: 'AttemptsRefused', data }).when(grant('2026-03-01')).thenNothing()
  })
})
