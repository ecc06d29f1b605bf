import { describe, expect, expectTypeOf, it } from 'vitest'
import { authorise } from '../../../application/access/authorise.js'
import { commands } from '../../../application/commands/catalogue.js'
import type { Command, CommandSpec } from '../../../application/commands/command.js'
import { E } from '../../../application/prelude.js'
import { accessRoles, type AccessRole } from '../../../domain/values/access-role.js'
import { rights, rightsOf, rolesWith, type CommandRight, type QuestionRight } from '../../../domain/values/rights.js'
import { questions } from '../../../projections/questions/catalogue.js'
import type { Question, QuestionSpec } from '../../../projections/questions/question.js'

/** Who may do what, written down once more and independently. Source: issue text, DESIGN 4. */
const allowed: Readonly<Record<AccessRole, ReadonlyArray<string>>> = {
  administrator: ['administer', 'operate', 'request', 'ask', 'audit'],
  operator: ['operate', 'request', 'ask'],
  requester: ['request', 'ask'],
  auditor: ['ask', 'audit'],
}

const principal = (...roles: ReadonlyArray<AccessRole>) => ({ kind: 'person', name: 'alice', roles }) as const

/** Every command and question there is, with what it needs. */
const everything = [...Object.entries(commands), ...Object.entries(questions)].map(([name, { right }]) => [
  name,
  right,
] as const)

const matrix = accessRoles.flatMap((role) => everything.map(([name, right]) => [role, name, right] as const))

describe('the matrix of roles and everything that can be said or asked', () => {
  it.each(matrix)('%s and %s, which needs the right to %s', (role, _name, right) => {
    const who = principal(role)
    const expected = allowed[role].includes(right)
      ? E.right(who)
      : E.left({ _tag: 'Forbidden', right, roles: [role] })
    expect(authorise(who, right)).toEqual(expected)
  })

  it.each(everything)('lets nobody without a role send %s', (_name, right) => {
    expect(authorise(principal(), right)).toEqual(E.left({ _tag: 'Forbidden', right, roles: [] }))
  })

  it('has every command and question of the catalogues', () => {
    expect(everything).toHaveLength(Object.keys(commands).length + Object.keys(questions).length)
    expect(everything.map(([name]) => name)).toEqual(expect.arrayContaining(['GrantAccess', 'ListAccess', 'Log']))
  })

  it('takes no command and no question that does not say its right', () => {
    expectTypeOf<Command['right']>().toEqualTypeOf<CommandRight>()
    expectTypeOf<CommandSpec<Record<string, never>>>().toHaveProperty('right').toEqualTypeOf<CommandRight>()
    expectTypeOf<Question<unknown>['right']>().toEqualTypeOf<QuestionRight>()
    expectTypeOf<QuestionSpec<Record<string, never>, unknown>>().toHaveProperty('right').toEqualTypeOf<QuestionRight>()
    expectTypeOf<Omit<Command, 'right'>>().not.toExtend<Command>()
    expectTypeOf<Omit<Question<unknown>, 'right'>>().not.toExtend<Question<unknown>>()
  })

  it('keeps keys, access and trust to administrators', () => {
    const kept = ['ExportCertificate', 'DestroyPrivateKey', 'GrantAccess', 'RotateToken', 'RevokeAccess',
      'RegisterFrontEnd', 'ConfigureSite'] as const
    for (const name of kept) expect(rolesWith(commands[name].right), name).toEqual(['administrator'])
  })

  it('shows who has access to administrators and auditors alone', () => {
    expect(rolesWith(questions.ListAccess.right)).toEqual(['administrator', 'auditor'])
  })
})

describe('several roles', () => {
  it('allow what each of them allows, and nothing more', () => {
    for (const one of accessRoles) {
      for (const another of accessRoles) {
        const both = new Set([...allowed[one], ...allowed[another]])
        expect(new Set(rightsOf([one, another])), `${one} and ${another}`).toEqual(both)
      }
    }
  })

  it('name a right once, the mightiest first', () => {
    expect(rightsOf(accessRoles)).toEqual(rights)
    expect(rightsOf(['auditor', 'requester'])).toEqual(['request', 'ask', 'audit'])
  })
})
