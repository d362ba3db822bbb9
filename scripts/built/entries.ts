import { readdirSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { packages } from '../packages.mjs'

export interface Entry {
  /** The import specifier of a user, such as `@standby/react/queue-overlay`. */
  readonly specifier: string
  readonly packageName: string
  /** Path of the built module. */
  readonly file: string
}

/** Every module in the packages' `exports`, without stylesheets and package.json. */
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

/** All files that match a pattern such as `dist/messages/*.js`. */
function filesOf(target: string): { file: string; star: string }[] {
  if (!target.includes('*')) return [{ file: target, star: '' }]
  const folder = dirname(target)
  const names = readdirSync(folder).filter((name) => name.endsWith('.js'))
  return names.map((name) => ({ file: join(folder, name), star: basename(name, '.js') }))
}
