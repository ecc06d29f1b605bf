import { rightField, subjectField } from '../../domain/input/access-fields.js'
import { optional } from '../../domain/input/field.js'
import { flagField } from '../../domain/input/fields.js'
import { E } from '../../domain/prelude.js'
import { accessAt } from '../access-at.js'
import { question } from './question.js'

/** Who could do what at a moment. Agents have no right of this table: they speak for their own front end only. */
export const listAccess = question({
  name: 'ListAccess',
  summary: 'List who has access, with which roles and rights, and until when',
  right: 'audit',
  fields: {
    subject: optional(subjectField),
    right: optional(rightField),
    all: flagField('also whoever has no access any more: expired or revoked'),
  },
  answer: (rows, { subject, right, all }, moment) =>
    E.right({
      access: accessAt(rows, moment).filter(
        (one) =>
          (all || one.state === 'active') &&
          (subject === null || one.subject === subject) &&
          (right === null || one.rights.includes(right)),
      ),
    }),
})
