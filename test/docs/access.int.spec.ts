import { describe, expect, it } from 'vitest'
import { accessRoles } from '../../domain/values/access-role.js'
import { rights, rightsOf } from '../../domain/values/rights.js'
import { codeIn, unknownIn } from '../infrastructure/wording/known-commands.js'
import { page, plain, section, tableRows } from './page.js'

const text = page('docs/access.md')
const rows = tableRows(section(text, '## Roles'))

describe('docs/access.md', () => {
  it('says of every role what it may do', () => {
    const told = rows.slice(0, accessRoles.length).map(([role, allowed]) => [plain(role), codeIn(allowed ?? '')])
    expect(told).toEqual(accessRoles.map((role) => [role, rightsOf([role])]))
  })

  it('explains every right', () => {
    expect(rows.slice(accessRoles.length).map(([right]) => plain(right))).toEqual(rights)
    for (const [right, allows] of rows) expect(allows?.length, right).toBeGreaterThan(10)
  })

  it('tells nobody to type what the command line does not know', () => {
    expect(unknownIn(text)).toEqual([])
  })
})
