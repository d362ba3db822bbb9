// `npm run flakes -- <n> [vitest arguments]`: runs the same tests n times without retries, and lists those that do not
// always pass.
import { fail } from '../run.mjs'
import { runTests } from './run-tests.mjs'

const [times, ...args] = process.argv.slice(2)
const runs = Number(times)
if (!Number.isInteger(runs) || runs < 1)
  fail(`Say how often, and which: npm run flakes -- 10 --project e2e whep (got "${times ?? ''}").`)

/** Number of failures of each failed test. */
const failures = new Map()
let red = 0
for (let run = 1; run <= runs; run += 1) {
  console.log(`\n› Run ${run} of ${runs}`)
  const code = await runTests(['--retry=0', ...args], {
    onEnded(test, state) {
      if (state === 'failed') failures.set(test, (failures.get(test) ?? 0) + 1)
    },
  })
  if (code !== 0) red += 1
}

console.log(`\n${red} of ${runs} runs were red.`)
for (const [test, count] of [...failures].toSorted(([, a], [, b]) => b - a))
  console.log(`  ${count} of ${runs}  ${test}`)
process.exitCode = red > 0 ? 1 : 0
