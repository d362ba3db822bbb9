// `npm run mutations [-- <words>]`: makes the mistakes of the list one at a time, in a separate checkout, and runs the
// tests that should fail. `<words>` chooses the mistakes with these words in their file or description. A run over the
// whole list writes its result to `docs/mutations.md`.
import { spawn, spawnSync } from 'node:child_process'
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fail, pnpm, root, toolEnvironment } from '../run.mjs'
import { readMistakes } from './list.mjs'
import { resultPage } from './result-page.mjs'

const atOnce = 2
const words = process.argv.slice(2)
const all = readMistakes()
const chosen = all.filter(({ file, what }) => words.every((word) => `${file} ${what}`.includes(word)))
if (chosen.length === 0) fail(`No mistake in the list has ${words.join(' and ')} in its file or description.`)

// Not below node_modules: tools treat code there as third-party code.
const folder = mkdtempSync(join(tmpdir(), 'standby-mutations-'))
const results = []
try {
  const queue = [...chosen]
  await Promise.all(
    Array.from({ length: Math.min(atOnce, queue.length) }, (_, n) => work(checkout(n), queue)),
  )
} finally {
  for (const tree of readdirSync(folder)) git('worktree', 'remove', '--force', join(folder, tree))
  rmSync(folder, { recursive: true, force: true })
}

const survivors = results.filter(({ caught, mistake }) => !caught && !mistake.equal)
console.log(`\n${results.length - survivors.length} of ${results.length} were caught or change nothing.`)
if (words.length === 0) {
  writeFileSync(join(root, 'docs/mutations.md'), resultPage(all, results))
  console.log('docs/mutations.md is written.')
}
process.exitCode = survivors.length > 0 ? 1 : 0

async function work(tree, queue) {
  for (let mistake = queue.shift(); mistake; mistake = queue.shift()) {
    const file = join(tree, mistake.file)
    const text = readFileSync(file, 'utf8')
    writeFileSync(
      file,
      text.replace(mistake.find, () => mistake.replace),
    )
    const caught = await anyFails(tree, mistake.tests)
    writeFileSync(file, text)
    results.push({ mistake, caught })
    console.log(
      `${caught ? '✓ caught  ' : mistake.equal ? '= equal   ' : '× SURVIVED'} ${mistake.file}: ${mistake.what}`,
    )
  }
}

/** A checkout of the last commit, so that uncommitted work stays untouched. */
function checkout(n) {
  const tree = join(folder, String(n))
  if (git('worktree', 'add', '--detach', tree, 'HEAD') !== 0)
    fail('A checkout for the mistakes could not be created: see git’s message above.')
  if (pnpm(['install', '--frozen-lockfile', '--prefer-offline', '--reporter=silent'], { cwd: tree }) !== 0)
    fail('Installing the packages for the mistakes failed: see above.')
  return tree
}

/** Runs each `project:path` until one fails. */
async function anyFails(tree, tests) {
  for (const [project, path] of tests.map((test) => test.split(':'))) {
    const args = ['run', '--project', project, '--bail', '1', '--retry', '0', '--reporter', 'dot', path]
    if ((await exitCode([join(tree, 'node_modules/vitest/vitest.mjs'), ...args], tree)) !== 0) return true
  }
  return false
}

function exitCode(args, cwd) {
  return new Promise((resolve) => {
    const env = { ...toolEnvironment(), CI: 'true' }
    spawn(process.execPath, args, { cwd, env, stdio: 'ignore' }).once('exit', (code) => resolve(code ?? 1))
  })
}

function git(...args) {
  return spawnSync('git', args, { cwd: root, stdio: ['ignore', 'ignore', 'inherit'] }).status
}
