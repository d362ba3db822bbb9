/** Ignores the browser's refusal (page policy, no user gesture): nothing changes, and the viewer can see that. */
export function ignoreRefusal(request: Promise<void>): void {
  request.catch(() => {})
}
