import { spawn, spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { lifelineArguments, withLifeline } from './lifeline.mjs'
import { whenOrphaned } from './orphaned.mjs'

export const root = dirname(dirname(fileURLToPath(import.meta.url)))

/** The environment for the tools we start: npm hands its own settings down, and pnpm would take them for its own. */
export function toolEnvironment(env = process.env) {
  const own = Object.entries(env).filter(([name]) => !/^npm_config_/i.test(name) || keptSettings.test(name))
  return Object.fromEntries(own)
}
const keptSettings = /^npm_config_(registry|cache|proxy|https_proxy|noproxy|cafile|strict_ssl|userconfig)$/i

/** Runs one of the installed tools by its own script, with no wrapper in between; returns its exit code. */
export function run([tool, ...args], options = {}) {
  return exitCode(
    spawnSync(process.execPath, [toolScript(tool), ...args], {
      cwd: root,
      stdio: 'inherit',
      env: toolEnvironment(),
      ...options,
    }),
  )
}

/**
 * The same for a tool that runs for long: whatever ends this process ends the tool, with all it has started. A tool that
 * is asked to tell what it does (`onMessage`) does so by `process.send`.
 */
export function runToTheEnd([tool, ...args], { env = toolEnvironment(), onMessage } = {}) {
  // A process group of its own, so that its workers, browsers and encoders can be reached too.
  const options = withLifeline({ cwd: root, stdio: ['inherit', 'inherit', 'inherit'], env }, true)
  if (onMessage) options.stdio.push('ipc')
  const child = spawn(process.execPath, [...lifelineArguments, toolScript(tool), ...args], options)
  const end = (signal) => {
    if (child.exitCode !== null || child.signalCode !== null) return
    if (process.platform === 'win32') child.kill(signal)
    else process.kill(-child.pid, signal)
  }
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => end(signal))
  whenOrphaned(() => end('SIGTERM'))
  if (onMessage) child.on('message', onMessage)
  return new Promise((resolve) => child.once('exit', (code) => resolve(code ?? 1)))
}

/** Runs the pnpm that package.json names, which need not be installed; returns its exit code. */
export function pnpm(args, options = {}) {
  const windows = process.platform === 'win32'
  const { packageManager } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'))
  return exitCode(
    spawnSync(windows ? 'npx.cmd' : 'npx', ['--yes', packageManager, ...args], {
      cwd: root,
      stdio: 'inherit',
      env: toolEnvironment(),
      shell: windows,
      ...options,
    }),
  )
}

/** The path of a tool's command-line script inside node_modules. */
export function toolScript(tool) {
  const at = join(root, 'node_modules', homes[tool] ?? tool)
  const { bin } = JSON.parse(readFileSync(join(at, 'package.json'), 'utf8'))
  return join(at, typeof bin === 'string' ? bin : bin[tool])
}
const homes = { tsc: 'typescript', attw: '@arethetypeswrong/cli' }

/** Ends the process with one sentence that says what is wrong and what to do. */
export function fail(sentence) {
  console.error(`\n${sentence}`)
  process.exit(1)
}

function exitCode({ status, signal, error }) {
  if (error) fail(`${error.path ?? 'A tool'} could not be started (${error.message}).`)
  return signal ? 1 : (status ?? 1)
}
