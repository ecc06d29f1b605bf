import { E, type Either } from '../prelude.js'
import { accessRoles, type AccessRole } from '../values/access-role.js'
import { parseInstant, type Instant } from '../values/instant.js'
import { rights, type Right } from '../values/rights.js'
import { Subject } from '../values/subject.js'
import { textField, type Field, type FieldProblem } from './field.js'
import { durationField, listField, oneOfField } from './fields.js'
import { keyMaterialIn } from './key-material.js'

const refused = (problem: FieldProblem): Either<FieldProblem, never> => E.left(problem)

/** A name in any case; what looks like a token is none. */
export const subjectField: Field<Subject> = textField(
  'name of the person or service: letters, digits, . _ - and @, any case',
  { examples: ['alice', 'backup@contoso.com'] },
  (text) => {
    const lower = text.trim().toLowerCase()
    return Subject.is(lower) && keyMaterialIn(text) === null
      ? E.right(lower)
      : refused({ _tag: 'SubjectNotUnderstood', text })
  },
)

export const accessRolesField = listField(
  `role, or several separated by commas: ${accessRoles.join(', ')}`,
  oneOfField<AccessRole>('role', accessRoles),
)

export const rightField = oneOfField<Right>('a right that a role gives', rights)

/** When something is to end: after so many ms, at an instant, or not at all. */
export type End = { readonly afterMs: number } | { readonly at: Instant } | 'never'

const span = durationField('')

/** A span from now on, an instant, or `never`. */
export const endField = (description: string): Field<End> =>
  textField<End>(description, { examples: ['90d', '2027-01-31', 'never'] }, (text) => {
    if (text.trim().toLowerCase() === 'never') return E.right('never')
    const afterMs = span.parse(text)
    if (E.isRight(afterMs)) return E.right({ afterMs: afterMs.right })
    const at = parseInstant(text)
    return E.isRight(at) ? E.right({ at: at.right }) : refused({ _tag: 'EndNotUnderstood', text })
  })
