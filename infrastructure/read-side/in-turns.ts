/** Runs actions one after the other, in the order in which they were given. */
export type InTurns = <A>(action: () => Promise<A>) => Promise<A>

/** A queue of its own. An action that rejects does not stop the next. */
export const inTurns = (): InTurns => {
  let last: Promise<unknown> = Promise.resolve()
  return (action) => {
    const next = last.then(action, action)
    last = next
    return next
  }
}
