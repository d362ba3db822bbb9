import { readdirSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { packages } from '../packages.mjs'

export interface Entry {
  /** What a user imports: `@standby/react/queue-overlay`. */
  readonly specifier: string
  readonly packageName: string
  /** Path of the built module. */
  readonly file: string
}

/** Every module that the packages export, from their `exports`; stylesheets and package.json left out. */
export function entries(): Entry[] {
  return packages().flatMap(({ name, folder, manifest }) =>
    Object.entries(manifest.exports as Record<string, string | { default: string }>).flatMap(
      ([subpath, target]) => {
        if (typeof target === 'string' || !target.default.endsWith('.js')) return []
        return filesOf(join(folder, target.default)).map(({ file, star }) => ({
          specifier: join(name, subpath.replace('*', star)),
          packageName: name as string,
          file,
        }))
      },
    ),
  )
}

/** A pattern such as `dist/messages/*.js` stands for every file that fits. */
function filesOf(target: string): { file: string; star: string }[] {
  if (!target.includes('*')) return [{ file: target, star: '' }]
  const folder = dirname(target)
  const names = readdirSync(folder).filter((name) => name.endsWith('.js'))
  return names.map((name) => ({ file: join(folder, name), star: basename(name, '.js') }))
}
