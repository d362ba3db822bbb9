/** Max wait. A busy machine takes ten times as long as an idle one; what takes longer than this never comes. */
const patienceMs = 60_000

/**
 * Rejects after 60 s without an answer, with `what` was awaited and the result of `seen` instead. Use it for every
 * question to a page: a page can stay open and never answer.
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
  // When the page is closed later, the rejection has no other handler.
  answer.catch(() => undefined)
  return Promise.race([answer, late]).finally(() => clearTimeout(timer))
}
