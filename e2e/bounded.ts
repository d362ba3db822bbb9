/** What a page does in a second takes a busy machine ten; what takes longer than this never comes. */
const patienceMs = 60_000

/**
 * Rejects when something never comes, with what was waited for and what `seen` says instead. For what is asked of a
 * page: it answers or is closed, and may well do neither for ever.
 */
export function bounded<T>(
  what: string,
  answer: Promise<T>,
  seen: () => Promise<unknown> = () => Promise.resolve('nothing'),
): Promise<T> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => {
      const tell = (said: unknown) =>
        reject(new Error(`No ${what} in ${patienceMs / 1000} s; instead: ${String(said)}`))
      seen().then(tell, tell)
    }, patienceMs)
  })
  // The page that is closed afterwards has nobody who waits for its answer.
  answer.catch(() => undefined)
  return Promise.race([answer, late]).finally(() => clearTimeout(timer))
}
