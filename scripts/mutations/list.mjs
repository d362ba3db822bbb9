import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { root } from '../run.mjs'

/**
 * The mistakes, from the `.json` files beside this one.
 *
 * @returns {{
 *   area: string,
 *   file: string,
 *   find: string,
 *   replace: string,
 *   what: string,
 *   tests: string[],
 *   equal?: string,
 * }[]} `find` stands once in `file` and becomes `replace`; `tests` are `project:path`, those first that should notice;
 *   `equal` says why the changed code does the same as the right one
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
