import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { createRequire } from 'node:module'
import { findBrowser } from './browser.mjs'
import { findRedis, missingRedis } from './redis.mjs'
import { fail, pnpm, root, run, toolEnvironment } from './run.mjs'

/** Installs the packages of the lockfile. Takes a second when nothing has changed. */
export function installPackages() {
  if (pnpm(['install', '--frozen-lockfile', '--reporter=append-only']) !== 0)
    fail('Installing the packages failed: see above; most often the npm registry could not be reached.')
}

/** The error sentence when no ffmpeg can be run, else undefined. */
export function missingFfmpeg() {
  const script = `import('./apps/stage/src/process/ffmpeg.ts').then((m) => m.findFfmpeg()).catch((e) => { console.error(e.message); process.exit(1) })`
  const { status, stderr } = spawnSync(
    process.execPath,
    ['--import', 'tsx', '--input-type=module', '--eval', script],
    {
      cwd: root,
      encoding: 'utf8',
    },
  )
  return status === 0 ? undefined : stderr.trim()
}

/** Ensures that a Chromium is installed: CHROME_PATH, else one on this machine, else apt's, else Playwright's. */
export function installBrowser() {
  const chosen = process.env.CHROME_PATH
  if (chosen && !existsSync(chosen))
    fail(`CHROME_PATH is ${chosen}, and there is no such file; point it at a Chromium or unset it.`)
  if (findBrowser() || playwrightsOwn()) return

  const root = process.platform === 'linux' && process.getuid() === 0
  if (root && commandExists('apt-get')) {
    console.log('\n› No Chrome or Chromium found: installing the distribution’s with apt-get (about 100 MB)')
    apt('update')
    apt('install', '-y', '--no-install-recommends', 'chromium', 'fonts-liberation')
    if (findBrowser()) return
  }
  console.log('\n› No Chrome or Chromium found: downloading Playwright’s (about 150 MB)')
  run(['playwright', 'install', ...(root ? ['--with-deps'] : []), 'chromium'])
  if (!playwrightsOwn())
    fail('No browser to test in: install Chrome or Chromium, or set CHROME_PATH to one, and run this again.')
}

/** Ensures that a Redis is installed: REDIS_SERVER, else one on this machine, else apt's. */
export function installRedis() {
  if (findRedis()) return
  const root = process.platform === 'linux' && process.getuid() === 0
  if (root && !process.env.REDIS_SERVER && commandExists('apt-get')) {
    console.log('\n› No Redis found: installing the distribution’s with apt-get (about 10 MB)')
    apt('update')
    // Only the program: tests start their own servers on their own ports.
    apt('install', '-y', '--no-install-recommends', 'redis-server')
    if (findRedis()) return
  }
  fail(missingRedis)
}

function playwrightsOwn() {
  const { chromium } = createRequire(import.meta.url)('playwright')
  return existsSync(chromium.executablePath())
}

function apt(...args) {
  const env = { ...toolEnvironment(), DEBIAN_FRONTEND: 'noninteractive' }
  return spawnSync('apt-get', ['-q', ...args], { stdio: 'inherit', env }).status === 0
}

function commandExists(command) {
  return spawnSync(command, ['--version'], { stdio: 'ignore' }).status === 0
}
