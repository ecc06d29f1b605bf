const spelt: ReadonlyMap<string, string> = new Map([
  ['file', '--path'],
  ['password', '--password-file'],
])

/** The option of the command line for a field of a command or question: `effectiveDate` is `--effective-date`. */
export const optionOf = (field: string): string =>
  spelt.get(field) ?? `--${field.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`
