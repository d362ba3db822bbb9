import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

/** Environment variable with the folder for the files of a run. */
export const runFolderVariable = 'STANDBY_TEST_RUN_FOLDER'

const prefix = 'browser-calls-'

/** Makes Playwright log its browser calls, so that a hanging run can report the calls it waits for. */
export function logBrowserCalls(env = process.env) {
  const folder = env[runFolderVariable]
  if (!folder) return
  env.DEBUG = 'pw:api'
  env.DEBUG_FILE = join(folder, `${prefix}${process.pid}`)
}

/** Unfinished calls by process, oldest first: `{ pid, calls }[]`. */
export function openBrowserCalls(folder) {
  return readdirSync(folder)
    .filter((name) => name.startsWith(prefix))
    .map((name) => ({
      pid: Number(name.slice(prefix.length)),
      calls: openCalls(readFileSync(join(folder, name), 'utf8')),
    }))
    .filter(({ calls }) => calls.length > 0)
}

/** Unfinished calls of a log. Playwright writes `… => page.goto started` and `… <= page.goto succeeded` (or `failed`). */
export function openCalls(log) {
  const open = []
  for (const row of log.split('\n')) {
    const [, way, call] = / (=>|<=) (\S+) (?:started|succeeded|failed)/.exec(row) ?? []
    if (way === '=>') open.push(call)
    else if (way === '<=' && open.includes(call)) open.splice(open.indexOf(call), 1)
  }
  return open
}
