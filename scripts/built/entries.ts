import { join } from 'node:path'
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
        return [
          { specifier: join(name, subpath), packageName: name as string, file: join(folder, target.default) },
        ]
      },
    ),
  )
}
