/** Ends a run with one line that people and machines read alike: `N passed, N failed`. */
export default class PlainReporter {
  onTestRunEnd(modules, unhandledErrors) {
    const line = tally(modules, unhandledErrors)
    // The default reporter prints its summary after this hook; the tally has to be the last line.
    process.once('exit', () => process.stdout.write(`${line}\n`))
  }
}

/** Counts tests; a file that could not be loaded and an error outside of any test count as one failure each. */
export function tally(modules, unhandledErrors) {
  let passed = 0
  let failed = unhandledErrors.length
  let skipped = 0
  for (const module of modules) {
    let tests = 0
    for (const test of module.children.allTests()) {
      tests += 1
      const { state } = test.result()
      if (state === 'passed') passed += 1
      else if (state === 'failed') failed += 1
      else skipped += 1
    }
    if (module.state() === 'failed' && (tests === 0 || module.errors().length > 0)) failed += 1
  }
  return `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`
}
