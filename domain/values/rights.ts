import { accessRoles, type AccessRole } from './access-role.js'

/** What a command needs to be said. Source: DESIGN 4 (access). */
export type CommandRight = 'administer' | 'operate' | 'request'

/** What a question needs to be answered: `audit` where it tells of people, `ask` for everything else. */
export type QuestionRight = 'ask' | 'audit'

export type Right = CommandRight | QuestionRight

/** The only table of what each role may do. */
const granted: Readonly<Record<AccessRole, ReadonlyArray<Right>>> = {
  administrator: ['administer', 'operate', 'request', 'ask', 'audit'],
  operator: ['operate', 'request', 'ask'],
  requester: ['request', 'ask'],
  auditor: ['ask', 'audit'],
}

/** Every right, the mightiest first. */
export const rights: ReadonlyArray<Right> = granted.administrator

/** What somebody may do who has these roles, the mightiest right first; none for no role. */
export const rightsOf = (roles: ReadonlyArray<AccessRole>): ReadonlyArray<Right> =>
  rights.filter((right) => roles.some((role) => granted[role].includes(right)))

/** The roles of which each gives a right, the mightiest first. */
export const rolesWith = (right: Right): ReadonlyArray<AccessRole> =>
  accessRoles.filter((role) => granted[role].includes(right))
