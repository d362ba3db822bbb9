/** Counts what ended. `line()` is what people and machines read alike at the end of a run: `N passed, N failed`. */
export function createTally() {
  let passed = 0
  let failed = 0
  let skipped = 0
  return {
    /** A test that ended: `passed`, `failed` or `skipped`. */
    add(state) {
      if (state === 'passed') passed += 1
      else if (state === 'failed') failed += 1
      else skipped += 1
    },
    /** A failure outside of any test: a file that could not be loaded, an error nobody caught, a process left behind. */
    fail(count = 1) {
      failed += count
    },
    get failed() {
      return failed
    },
    line: () => `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`,
  }
}
