/** The signals that ask a process to stop. */
export const stopSignals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const

/**
 * Turns the first signal to stop into an abort, so that what is being recorded comes to its end; the second one ends
 * the process at once, which loses nothing that was acknowledged either.
 */
export const interruptionOfProcess = (): AbortSignal => {
  const controller = new AbortController()
  for (const signal of stopSignals) {
    process.on(signal, () => {
      if (controller.signal.aborted) process.exit(130)
      controller.abort(signal)
    })
  }
  return controller.signal
}
