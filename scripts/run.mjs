import { spawn, spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { lifelineArguments, withLifeline } from './lifeline.mjs'
import { whenOrphaned } from './orphaned.mjs'

export const root = dirname(dirname(fileURLToPath(import.meta.url)))

/** The environment for child tools, without npm's own settings: pnpm would take them for its own. */
export function toolEnvironment(env = process.env) {
  const own = Object.entries(env).filter(
    ([name]) => !/^npm_config_/i.test(name) || allowedSettings.test(name),
  )
  return Object.fromEntries(own)
}
const allowedSettings =
  /^npm_config_(registry|cache|proxy|https_proxy|noproxy|cafile|strict_ssl|userconfig)$/i

/** Runs an installed tool by its own script, without a wrapper; returns its exit code. */
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
 * Runs a long-running tool; resolves with its exit code. When this process ends for any reason, the tool and its child
 * processes end too. `onMessage` gets what the tool sends with `process.send`.
 */
export function runToTheEnd([tool, ...args], { env = toolEnvironment(), onMessage } = {}) {
  // Its own process group, so that a signal also reaches its workers, browsers and encoders.
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

/** Runs the pnpm version of package.json through npx; returns its exit code. */
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

/** Ends the process with exit code 1 and one sentence: what is wrong and what to do. */
export function fail(sentence) {
  console.error(`\n${sentence}`)
  process.exit(1)
}

function exitCode({ status, signal, error }) {
  if (error) fail(`${error.path ?? 'A tool'} could not be started (${error.message}).`)
  return signal ? 1 : (status ?? 1)
}
