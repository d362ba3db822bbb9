import { relative } from 'node:path'
import { gzipSync } from 'node:zlib'
import { build, type Metafile } from 'esbuild'
import { root } from '../run.mjs'

/** Packages that every app with the kit already has; not counted in its size. */
const react = ['react', 'react-dom']

/** Bundles app code as a production build would; returns its size in bytes. */
export async function bundledSize(code: string): Promise<{ minified: number; gzipped: number }> {
  const { outputFiles } = await build({
    stdin: { contents: code, resolveDir: root, loader: 'ts' },
    bundle: true,
    minify: true,
    format: 'esm',
    target: 'es2022',
    external: [
      ...react,
      ...react.map((name) => `${name}/*`),
      '@standby/hls',
      'hls.js',
      'hls.js/*',
      '@epicgames-ps/*',
    ],
    define: { 'process.env.NODE_ENV': '"production"' },
    write: false,
    outdir: 'memory',
    logLevel: 'error',
  })
  const [bundle] = outputFiles
  if (!bundle) throw new Error(`Nothing was bundled from: ${code}`)
  return { minified: bundle.contents.length, gzipped: gzipSync(bundle.contents, { level: 9 }).length }
}

/** Bundles a stylesheet with everything it imports; returns its size in bytes, minified and compressed. */
export async function stylesheetSize(file: string): Promise<number> {
  const { outputFiles } = await build({
    entryPoints: [file],
    bundle: true,
    minify: true,
    write: false,
    logLevel: 'error',
  })
  return outputFiles.reduce((sum, output) => sum + gzipSync(output.contents, { level: 9 }).length, 0)
}

export interface Imports {
  /** Packages that load with the entry: imported by `import … from`, or re-exported. */
  readonly packages: readonly string[]
  /** Packages that load later: by `import(…)`, or from a module loaded that way. */
  readonly lazy: readonly string[]
  /** The package's own built modules that the entry reaches, relative to the repository. */
  readonly modules: readonly string[]
}

/** Everything that a built module imports, directly or through other modules of its package. */
export async function importsOf(entry: string): Promise<Imports> {
  const { metafile } = await build({
    entryPoints: [entry],
    bundle: true,
    format: 'esm',
    packages: 'external',
    loader: { '.css': 'empty' },
    metafile: true,
    write: false,
    outdir: 'memory',
    absWorkingDir: root,
    logLevel: 'error',
  })
  return { ...externals(metafile, relative(root, entry)), modules: Object.keys(metafile.inputs) }
}

function externals({ inputs }: Metafile, entry: string): Pick<Imports, 'packages' | 'lazy'> {
  const atOnce = new Set([entry])
  // The loop also visits modules added during it.
  for (const module of atOnce)
    for (const { path, kind, external } of inputs[module]?.imports ?? [])
      if (!external && kind === 'import-statement') atOnce.add(path)
  const [packages, lazy] = [new Set<string>(), new Set<string>()]
  for (const [module, { imports }] of Object.entries(inputs))
    for (const { path, kind, external } of imports)
      if (external) (atOnce.has(module) && kind === 'import-statement' ? packages : lazy).add(path)
  return { packages: [...packages].sort(), lazy: [...lazy].filter((path) => !packages.has(path)).sort() }
}
