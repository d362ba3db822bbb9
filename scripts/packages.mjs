import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { root } from './run.mjs'

/** The published packages: `{ name, folder, manifest }` of everything in packages/. */
export function packages() {
  return readdirSync(join(root, 'packages')).map((short) => {
    const folder = join(root, 'packages', short)
    const manifest = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'))
    return { name: manifest.name, folder, manifest }
  })
}
