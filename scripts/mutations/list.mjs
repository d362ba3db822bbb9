import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { root } from '../run.mjs'

/**
 * The deliberate mistakes, from the `.json` files in this folder.
 *
 * @returns {{
 *   area: string,
 *   file: string,
 *   find: string,
 *   replace: string,
 *   what: string,
 *   tests: string[],
 *   equal?: string,
 * }[]} `find` occurs once in `file` and is replaced by `replace`. `tests` are `project:path`; those that should fail come
 *   first. `equal` explains why the changed code behaves the same
 */
export function readMistakes() {
  const here = join(root, 'scripts/mutations')
  return readdirSync(here)
    .filter((name) => name.endsWith('.json'))
    .toSorted()
    .flatMap((name) => {
      const area = name.slice(0, -'.json'.length)
      return JSON.parse(readFileSync(join(here, name), 'utf8')).map((mistake) => ({ area, ...mistake }))
    })
}
