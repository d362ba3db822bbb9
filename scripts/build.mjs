import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { copyCss } from './copy-css.mjs'
import { packages } from './packages.mjs'
import { fail, run } from './run.mjs'

/** Builds every package from scratch: one output file per source file, and the stylesheets. */
export function build() {
  for (const { folder } of packages()) rmSync(join(folder, 'dist'), { recursive: true, force: true })
  if (run(['tsc', '-b', ...packages().map(({ folder }) => folder)]) !== 0)
    fail('The packages could not be built: see the errors of `tsc -b` above.')
  for (const { folder } of packages()) copyCss(join(folder, 'src'), join(folder, 'dist'))
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) build()
