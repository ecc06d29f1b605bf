/**
 * Node 22 and 24 warn that their SQLite may still change; this program is tested with them. Every other warning is
 * shown as ever.
 */
export const silenceSqliteWarning = (): void => {
  const emit = process.emitWarning.bind(process)
  const emitOthers = (warning: string | Error, ...rest: ReadonlyArray<unknown>): void => {
    const isAboutSqlite = rest[0] === 'ExperimentalWarning' && String(warning).includes('SQLite')
    if (!isAboutSqlite) Reflect.apply(emit, process, [warning, ...rest])
  }
  Object.defineProperty(process, 'emitWarning', { value: emitOthers, configurable: true, writable: true })
}
