/** Counts test results. `line()` is the last line of a run, for people and machines: `N passed, N failed`. */
export function createTally() {
  let passed = 0
  let failed = 0
  let skipped = 0
  return {
    /** Adds the result of a test: `passed`, `failed` or `skipped`. */
    add(state) {
      if (state === 'passed') passed += 1
      else if (state === 'failed') failed += 1
      else skipped += 1
    },
    /** Adds failures outside of tests: a file that could not be loaded, an uncaught error, a process left behind. */
    fail(count = 1) {
      failed += count
    },
    get failed() {
      return failed
    },
    line: () => `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`,
  }
}
