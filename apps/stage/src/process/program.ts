import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'

/** Working folder of a program, where it finds its packages: it comes over stdin and has no file of its own. */
export const programFolder = fileURLToPath(new URL('../..', import.meta.url))

const programs = new Map<string, Promise<string>>()

/**
 * Bundles a file and its imports into one JavaScript module, once for all child processes. A child that compiles its own
 * modules takes half a second of CPU longer.
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
    // Packages with binaries, or with modules loaded at run time.
    external: ['node-datachannel', '@ffmpeg-installer/ffmpeg', 'ws'],
    write: false,
    logLevel: 'silent',
  })
  const [module] = outputFiles
  if (!module)
    throw new Error(
      `Standby: bundling ${path} gave no output, so its process cannot start; check that the file is a module.`,
    )
  return module.text
}
