import type { PlainRecord } from '../../wording/plain.js'

/** What YAML shows as it is, but a terminal would obey. */
const STEERING = /[\u007F-\u009F\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/u
const EACH = new RegExp(STEERING, 'gu')

const unit = (character: string): string => {
  const code = character.codePointAt(0) ?? 0
  return code > 0xffff ? `\\U${code.toString(16).padStart(8, '0')}` : `\\u${code.toString(16).padStart(4, '0')}`
}

/**
 * An answer as one YAML document, with the names and values of the JSON. Texts that a YAML 1.1 reader would take for
 * something else are quoted. Source: YAML 1.2.2 section 5.7.
 */
export const yaml = async (document: PlainRecord): Promise<string> => {
  const { Document, Scalar, visit } = await import('yaml')
  const written = new Document(document, { version: '1.2', compat: 'yaml-1.1', aliasDuplicateObjects: false })
  visit(written, {
    Scalar: (_key, node) => {
      if (typeof node.value === 'string' && STEERING.test(node.value)) node.type = Scalar.QUOTE_DOUBLE
    },
  })
  return written.toString({ lineWidth: 0 }).replace(EACH, unit)
}
