import { gzipSync } from 'node:zlib'
import { build, type Metafile } from 'esbuild'
import { root } from '../run.mjs'

/** What every app that uses the kit has already; never counted as ours. */
const react = ['react', 'react-dom']

/** Bundles a piece of app code as a production build would and returns its size in bytes. */
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
  /** Packages imported by `import … from`, or re-exported. */
  readonly packages: readonly string[]
  /** Packages loaded by `import(…)`. */
  readonly lazy: readonly string[]
  /** The package's own built modules that the entry reaches, relative to the repository. */
  readonly modules: readonly string[]
}

/** Everything that a built module imports, itself or through the modules beside it. */
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
  return { ...externals(metafile), modules: Object.keys(metafile.inputs) }
}

function externals(metafile: Metafile): Pick<Imports, 'packages' | 'lazy'> {
  const all = Object.values(metafile.inputs).flatMap((input) => input.imports.filter((one) => one.external))
  const of = (kind: string) =>
    [...new Set(all.filter((one) => one.kind === kind).map((one) => one.path))].sort()
  return { packages: of('import-statement'), lazy: of('dynamic-import') }
}
