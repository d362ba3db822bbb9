import { relative } from 'node:path'
import { gzipSync } from 'node:zlib'
import { build, type BuildOptions, type Metafile, type OutputFile, type Plugin } from 'esbuild'
import { root } from '../run.mjs'

/** Packages that every app with the kit already has; not counted in its size. */
const react = ['react', 'react-dom']

export interface Size {
  /** Bytes. */
  readonly minified: number
  readonly gzipped: number
  readonly text: string
}

/** Bundles app code into one file, without what it loads later, by `import(…)`. */
export async function bundledSize(code: string): Promise<Size> {
  const { outputFiles } = await bundle(code, { external: ['@standby/hls'], plugins: [withoutLaterImports] })
  return sizeOf(code, outputFiles)
}

const withoutLaterImports: Plugin = {
  name: 'without-later-imports',
  setup({ onResolve }) {
    onResolve({ filter: /./ }, ({ kind, path }) =>
      kind === 'dynamic-import' ? { path, external: true } : undefined,
    )
  },
}

/** Bundles app code into chunks, as a production build does. `atOnce`: without the chunks that are loaded later. */
export async function chunkedSize(code: string): Promise<{ readonly all: Size; readonly atOnce: Size }> {
  const { outputFiles, metafile } = await bundle(code, { splitting: true })
  const atOnce = new Set(['memory/stdin.js'])
  // The loop also visits chunks added during it.
  for (const chunk of atOnce)
    for (const { path, kind, external } of metafile.outputs[chunk]?.imports ?? [])
      if (!external && kind === 'import-statement') atOnce.add(path)
  return {
    all: sizeOf(code, outputFiles),
    atOnce: sizeOf(
      code,
      outputFiles.filter(({ path }) => atOnce.has(relative(root, path))),
    ),
  }
}

const bundle = (contents: string, { external = [], ...options }: BuildOptions) =>
  build({
    ...options,
    stdin: { contents, resolveDir: root, loader: 'ts' },
    bundle: true,
    minify: true,
    format: 'esm',
    target: 'es2022',
    external: [
      ...react,
      ...react.map((name) => `${name}/*`),
      ...external,
      'hls.js',
      'hls.js/*',
      '@epicgames-ps/*',
    ],
    define: { 'process.env.NODE_ENV': '"production"' },
    write: false,
    metafile: true,
    absWorkingDir: root,
    outdir: 'memory',
    logLevel: 'error',
  })

function sizeOf(code: string, files: readonly OutputFile[]): Size {
  if (files.length === 0) throw new Error(`Nothing was bundled from: ${code}`)
  const contents = Buffer.concat(files.map((file) => file.contents))
  return {
    minified: contents.length,
    gzipped: gzipSync(contents, { level: 9 }).length,
    text: contents.toString(),
  }
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
