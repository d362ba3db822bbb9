/** The browser may refuse (a policy of the page, no gesture left): then nothing changes, and that is seen. */
export function ignoreRefusal(request: Promise<void>): void {
  request.catch(() => {})
}
