import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { toolScript } from '../run.mjs'

export interface Sample {
  /** File path, relative to the folder of the page's samples. */
  readonly file: string
  readonly code: string
}

/** The `ts` and `tsx` samples of a page. A first-line comment names the file of a sample. */
export const samplesOf = (page: string): Sample[] =>
  [...readFileSync(page, 'utf8').matchAll(/```(tsx?)\n([\s\S]*?)```/g)].map(([, kind, code = ''], index) => ({
    file: /^\/\/ (\S+\.tsx?)\n/.exec(code)?.[1] ?? `sample-${index + 1}.${kind}`,
    code,
  }))

/** Compiles samples as one app. Returns the compiler's errors; an empty string without any. */
export function compileSamples(samples: readonly Sample[], packageFolder: string, types: string[]): string {
  // Inside a package's node_modules: `@standby/*` resolve to the build by the same `exports` as for a user, and peers
  // resolve to the versions that the package is tested with.
  const temporary = join(packageFolder, 'node_modules/.tmp')
  mkdirSync(temporary, { recursive: true })
  const folder = mkdtempSync(join(temporary, 'samples-'))
  const compilerOptions = {
    strict: true,
    noEmit: true,
    jsx: 'react-jsx',
    module: 'ESNext',
    moduleResolution: 'Bundler',
    target: 'ES2022',
    lib: ['ES2023', 'DOM'],
    paths: { '@/*': ['./*'] },
    types,
  }
  try {
    writeFileSync(
      join(folder, 'tsconfig.json'),
      JSON.stringify({ compilerOptions, include: ['**/*.ts', '**/*.tsx'] }),
    )
    for (const { file, code } of samples) {
      mkdirSync(dirname(join(folder, file)), { recursive: true })
      writeFileSync(join(folder, file), code)
    }
    const { stdout, status } = spawnSync(process.execPath, [toolScript('tsc'), '-p', folder], {
      encoding: 'utf8',
    })
    return status === 0 ? stdout : stdout || `tsc ended with ${status}`
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}
