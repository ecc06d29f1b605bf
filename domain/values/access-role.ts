import { t } from '../prelude.js'

/**
 * What somebody may do: `administrator` everything; `operator` assign, roll, replicate; `requester` bring certificates
 * in; `auditor` questions only. What an agent may do follows from its enrolment, not from a grant. Source: DESIGN 4.
 */
export const AccessRole = t.keyof({ administrator: null, operator: null, requester: null, auditor: null })
export type AccessRole = t.TypeOf<typeof AccessRole>

/** Every role that can be granted, the mightiest first. */
export const accessRoles: ReadonlyArray<AccessRole> = Object.keys(AccessRole.keys).filter(AccessRole.is)
