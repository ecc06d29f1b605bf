import type { Asked } from '../../../application/context.js'
import { secretOf, type Secret } from '../../../application/ports/secret.js'
import { factsOf } from '../certificates.js'
import { fileOf, type FileContent } from './fake-certificates.js'
import type { Sent } from './memory-ledger.js'

type Input = Readonly<Record<string, unknown>>

/** The server of these tests. */
export const fe01 = 'fe01.contoso.com'

/** The SHA-1 thumbprint of a certificate by its name. */
export const printOf = (name: string): string => factsOf(name).thumbprint

/** A password, wrapped as a face wraps it. */
export const password = (text: string): Secret => secretOf(new TextEncoder().encode(text))

/** A slot by its name as type and identity; the global slot says no identity. */
const inSlot = (slot: string): Input => {
  const [type, identity] = slot.split('@')
  return identity === 'global' ? { type } : { type, identity }
}

export const importing = (content: string | FileContent, input: Input = {}): Sent => ({
  name: 'ImportCertificate',
  input: { file: fileOf(content), ...input },
})

/** Imports and assigns with one command. */
export const importingInto = (content: string | FileContent, slot: string, input: Input = {}): Sent =>
  importing(content, { ...inSlot(slot), ...input })

export const assigning = (name: string, slot: string, input: Input = {}): Sent => ({
  name: 'AssignCertificate',
  input: { ...inSlot(slot), thumbprint: printOf(name), ...input },
})

export const rolling = (name: string, slot: string, effectiveDate: string, input: Input = {}): Sent =>
  assigning(name, slot, { roll: true, effectiveDate, ...input })

export const rescheduling = (slot: string, effectiveDate: string, input: Input = {}): Sent => ({
  name: 'RescheduleRoll',
  input: { ...inSlot(slot), effectiveDate, ...input },
})

export const cancelling = (slot: string): Sent => ({ name: 'CancelRoll', input: inSlot(slot) })

export const rollingBack = (slot: string, input: Input = {}): Sent => ({
  name: 'RollBack',
  input: { ...inSlot(slot), ...input },
})

export const removing = (slot: string, input: Input = {}): Sent => ({
  name: 'RemoveAssignment',
  input: { ...inSlot(slot), ...input },
})

export const correcting = (slot: string, input: Input, reason: string | null = 'the log book of fe01'): Sent => ({
  name: 'CorrectAssignment',
  input: { ...inSlot(slot), ...input },
  asked: { reason },
})

export const exporting = (name: string, text = 'a password'): Sent => ({
  name: 'ExportCertificate',
  input: { thumbprint: printOf(name), password: password(text) },
})

export const destroying = (name: string, input: Input = {}): Sent => ({
  name: 'DestroyPrivateKey',
  input: { thumbprint: printOf(name), ...input },
})

export const retiring = (name: string, input: Input = {}): Sent => ({
  name: 'RetireCertificate',
  input: { thumbprint: printOf(name), ...input },
})

export const compromising = (name: string, since?: string): Sent => ({
  name: 'RecordCompromise',
  input: { thumbprint: printOf(name), ...(since === undefined ? {} : { since }) },
})

export const configuring = (input: Input): Sent => ({ name: 'ConfigureSite', input })

export const registering = (fqdn: string = fe01): Sent => ({ name: 'RegisterFrontEnd', input: { fqdn } })

export const inviting = (fqdn: string = fe01, input: Input = {}): Sent => ({
  name: 'InviteAgent',
  input: { fqdn, ...input },
})

export const confirming = (fingerprint: string, fqdn: string = fe01): Sent => ({
  name: 'ConfirmEnrolment',
  input: { fqdn, fingerprint },
})

export const declining = (fqdn: string = fe01): Sent => ({ name: 'DeclineEnrolment', input: { fqdn } })

export const decommissioning = (fqdn: string = fe01, input: Input = {}): Sent => ({
  name: 'DecommissionFrontEnd',
  input: { fqdn, ...input },
})

export const settingPolicy = (slot: string, unproved: string, margin?: string): Sent => ({
  name: 'SetRollPolicy',
  input: { ...inSlot(slot), unproved, ...(margin === undefined ? {} : { margin }) },
})

export const replicating = (fqdn: string = fe01, input: Input = {}): Sent => ({
  name: 'ReplicateToFrontEnd',
  input: { fqdn, ...input },
})

export const granting = (subject: string, roles: string, input: Input = {}): Sent => ({
  name: 'GrantAccess',
  input: { subject, roles, ...input },
})

export const rotating = (subject: string, input: Input = {}): Sent => ({
  name: 'RotateToken',
  input: { subject, ...input },
})

export const revoking = (subject: string, input: Input = {}): Sent => ({
  name: 'RevokeAccess',
  input: { subject, ...input },
})

/** Takes responsibility for the one foreign thing in a role. */
export const acceptingDrift = (fqdn: string = fe01, input: Input = {}): Sent => ({
  name: 'AcceptDrift',
  input: { fqdn, type: 'OAuthTokenIssuer', kind: 'foreign', ...input },
  asked: { reason: 'the old web server still needs it' },
})

/** The same command, asked for otherwise. */
export const askedAs = (sent: Sent, asked: Partial<Asked>): Sent => ({ ...sent, asked: { ...sent.asked, ...asked } })

/** The same command, only tried. */
export const dry = (sent: Sent): Sent => askedAs(sent, { dryRun: true })
