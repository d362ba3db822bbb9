import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'

/** The relative imports of every source file below some folders: path → imported paths, types included. */
export type Imports = ReadonlyMap<string, readonly string[]>

export function readImports(root: string, folders: readonly string[]): Imports {
  const paths = folders.flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
      .filter((path) => /\.tsx?$/.test(path))
      .map((path) => join(folder, path)),
  )
  const known = new Set(paths)
  return new Map(
    paths.map((path) => {
      const targets = specifiersIn(readFileSync(join(root, path), 'utf8')).map((specifier) =>
        join(dirname(path), specifier),
      )
      return [path, targets.filter((target) => known.has(target))]
    }),
  )
}

const statement =
  /^(?:import|export)\b[^'";]*?\bfrom\s+'(\.[^']+)'|\bimport\('(\.[^']+)'\)|^import\s+'(\.[^']+)'/gm

function specifiersIn(code: string): string[] {
  return [...code.matchAll(statement)].flatMap(([, from, lazy, effect]) => from ?? lazy ?? effect ?? [])
}

/** The first circle that is found, as the paths along it; `null` where there is none. */
export function findCircle(imports: Imports): readonly string[] | null {
  const done = new Set<string>()
  const way: string[] = []
  const visit = (path: string): readonly string[] | null => {
    if (way.includes(path)) return [...way.slice(way.indexOf(path)), path]
    if (done.has(path)) return null
    way.push(path)
    for (const target of imports.get(path) ?? []) {
      const circle = visit(target)
      if (circle) return circle
    }
    way.pop()
    done.add(path)
    return null
  }
  for (const path of imports.keys()) {
    const circle = visit(path)
    if (circle) return circle
  }
  return null
}
