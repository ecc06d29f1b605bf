/** Lets so many callers through at a time; the others wait in the order in which they came. */
export type Turnstile = {
  readonly enter: () => Promise<void>
  readonly leave: () => void
}

/** A turnstile with `places` places. Every `enter` is answered by one `leave`. */
export const turnstileOf = (places: number): Turnstile => {
  let free = places
  const waiting: Array<() => void> = []
  return {
    enter: () =>
      free > 0
        ? Promise.resolve(void (free -= 1))
        : new Promise((resolve) => void waiting.push(resolve)),
    leave: () => {
      const next = waiting.shift()
      if (next === undefined) free += 1
      else next()
    },
  }
}
