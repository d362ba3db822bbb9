/**
 * Calls what belongs to somebody else. What it throws goes to `report`, and so does what the promise that it may return
 * rejects with: nobody waits for that, and unhandled it would end the process.
 */
export function contained<T>(run: () => T, report: (error: unknown) => void): T | undefined {
  try {
    const result = run()
    if (isPromise(result)) result.then(undefined, report)
    return result
  } catch (error) {
    report(error)
    return undefined
  }
}

export const isPromise = (value: unknown): value is PromiseLike<unknown> =>
  typeof (value as { then?: unknown } | null | undefined)?.then === 'function'
