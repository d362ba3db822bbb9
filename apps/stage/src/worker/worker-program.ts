import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'

/** Where the program finds its packages: it comes over stdin, and has no folder of its own. */
export const workerFolder = fileURLToPath(new URL('../..', import.meta.url))

let program: Promise<string> | null = null

/**
 * The worker as one JavaScript module, made once for all workers of this process. A worker that compiles its modules by
 * itself takes half a second of CPU longer until its first picture.
 */
export function workerProgram(): Promise<string> {
  program ??= bundle().catch((error: unknown) => {
    program = null
    throw error
  })
  return program
}

async function bundle(): Promise<string> {
  const { outputFiles } = await build({
    entryPoints: [fileURLToPath(new URL('./worker-main.ts', import.meta.url))],
    bundle: true,
    platform: 'node',
    format: 'esm',
    target: 'node20',
    conditions: ['standby-source'],
    // A binary each; the rest is ours, or small.
    external: ['node-datachannel', '@ffmpeg-installer/ffmpeg'],
    write: false,
    logLevel: 'silent',
  })
  const [module] = outputFiles
  if (!module) throw new Error('Standby: the worker was bundled into nothing.')
  return module.text
}
