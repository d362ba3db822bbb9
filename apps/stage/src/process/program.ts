import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'

/** Where a program finds its packages: it comes over stdin, and has no folder of its own. */
export const programFolder = fileURLToPath(new URL('../..', import.meta.url))

const programs = new Map<string, Promise<string>>()

/**
 * A file and what it imports as one JavaScript module, made once for all processes that this one starts. A process that
 * compiles its modules by itself takes half a second of CPU longer.
 */
export function bundleProgram(entry: URL): Promise<string> {
  const path = fileURLToPath(entry)
  const program =
    programs.get(path) ??
    bundle(path).catch((error: unknown) => {
      programs.delete(path)
      throw error
    })
  programs.set(path, program)
  return program
}

async function bundle(path: string): Promise<string> {
  const { outputFiles } = await build({
    entryPoints: [path],
    bundle: true,
    platform: 'node',
    format: 'esm',
    target: 'node20',
    conditions: ['standby-source'],
    // Binaries, and what asks for its own modules while it runs; the rest is ours, or small.
    external: ['node-datachannel', '@ffmpeg-installer/ffmpeg', 'ws'],
    write: false,
    logLevel: 'silent',
  })
  const [module] = outputFiles
  if (!module) throw new Error(`Standby: ${path} was bundled into nothing.`)
  return module.text
}
