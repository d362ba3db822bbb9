/**
 * Calls a function of the caller. Its error goes to `report`. If it returns a promise that rejects, that error goes to
 * `report` too: no one awaits the promise, and an unhandled rejection would end the process.
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
