import type { Format } from '../render/format.js'

/** Forms that a program reads: there, error output holds nothing but an error, as JSON. */
export const isForPrograms = (format: Format): boolean => format === 'json' || format === 'jsonl' || format === 'yaml'
