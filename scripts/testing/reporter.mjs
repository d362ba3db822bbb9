import { relative } from 'node:path'
import { root } from '../run.mjs'
import { createTally } from './tally.mjs'

const slowest = 10
const longMs = 2000

/**
 * Adds to vitest's own reporter: each slow test as it ends, the slowest files, the tests that passed on a second try, and
 * the tally. Under the launcher (`run-tests.mjs`) it reports to the launcher, which prints the tally itself after its
 * check for leftovers.
 */
export default class Reporter {
  #tally = createTally()
  #tell = process.send ? (message) => process.send(message) : () => {}

  onTestModuleStart(module) {
    void closeIdleBrowsers(module.project)
    this.#tell({ type: 'began', what: nameOf(module) })
  }

  onTestModuleEnd(module) {
    // A file that could not be loaded has no test that can fail.
    const tests = [...module.children.allTests()]
    if (module.state() === 'failed' && (tests.length === 0 || module.errors().length > 0)) this.#fail(1)
    this.#tell({ type: 'ended', what: nameOf(module) })
  }

  onTestCaseReady(test) {
    this.#tell({ type: 'began', what: nameOf(test) })
  }

  onTestCaseResult(test) {
    const { state } = test.result()
    this.#tally.add(state)
    this.#tell({ type: 'ended', what: nameOf(test), state })
    // Some files take minutes. With slow tests printed, a reader can tell waiting from hanging.
    const { duration = 0 } = test.diagnostic() ?? {}
    if (duration >= longMs) console.log(` ${marks[state] ?? '↓'} ${nameOf(test)} ${seconds(duration)}`)
  }

  onHookStart(hook) {
    this.#tell({ type: 'began', what: nameOf(hook.entity, hook.name) })
  }

  onHookEnd(hook) {
    this.#tell({ type: 'ended', what: nameOf(hook.entity, hook.name) })
  }

  onTestRunEnd(modules, unhandledErrors) {
    this.#fail(unhandledErrors.length)
    const report = [...slowestOf(modules), ...flakyOf(modules)]
    // Vitest prints its summary after this hook, but the tally must be the last line.
    process.once('exit', () => {
      const lines = process.send ? report : [...report, this.#tally.line()]
      if (lines.length > 0) process.stdout.write(`${lines.join('\n')}\n`)
    })
  }

  #fail(count) {
    this.#tally.fail(count)
    if (count > 0) this.#tell({ type: 'failed', count })
  }
}

const marks = { passed: '✓', failed: '×' }

/** `project path > suite > test`, with ` > hook` for a hook. */
function nameOf(entity, hook) {
  const module = entity.type === 'module' ? entity : entity.module
  const path = `${module.project.name} ${relative(root, module.moduleId)}`
  return [path, ...(entity.fullName ? [entity.fullName] : []), ...(hook ? [hook] : [])].join(' > ')
}

const seconds = (ms) => `${(ms / 1000).toFixed(1)} s`

function slowestOf(modules) {
  if (modules.length <= slowest) return []
  const rows = modules
    .map((module) => ({ name: nameOf(module), ms: module.diagnostic().duration }))
    .toSorted((a, b) => b.ms - a.ms)
    .slice(0, slowest)
  return [
    '',
    `The slowest ${slowest} files:`,
    ...rows.map(({ name, ms }) => `  ${seconds(ms).padStart(8)}  ${name}`),
  ]
}

/** The tests that failed first and then passed. They count as passed, but are listed. */
function flakyOf(modules) {
  const names = modules
    .flatMap((module) => [...module.children.allTests()])
    .filter((test) => test.diagnostic()?.flaky)
    .map((test) => `  ${nameOf(test)} (${test.diagnostic().retryCount} more)`)
  return names.length === 0 ? [] : ['', 'Passed on a later try:', ...names, `${names.length} flaky`]
}

/**
 * Vitest keeps the browsers of all projects open until the end of the run, and an idle Chromium still uses part of a
 * core. Groups run one after another, so the browsers of earlier groups can be closed.
 */
async function closeIdleBrowsers(current) {
  const group = current.config.sequence.groupOrder
  await Promise.all(
    current.vitest.projects
      .filter((project) => project.config.sequence.groupOrder < group)
      .map((project) => project.browser?.provider?.close()),
  )
}
