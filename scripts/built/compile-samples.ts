import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { toolScript } from '../run.mjs'

export interface Sample {
  /** Relative to the folder that the samples of one page are in. */
  readonly file: string
  readonly code: string
}

/** The `ts` and `tsx` samples of a page. One that begins with a comment naming a file is that file. */
export const samplesOf = (page: string): Sample[] =>
  [...readFileSync(page, 'utf8').matchAll(/```(tsx?)\n([\s\S]*?)```/g)].map(([, kind, code = ''], index) => ({
    file: /^\/\/ (\S+\.tsx?)\n/.exec(code)?.[1] ?? `sample-${index + 1}.${kind}`,
    code,
  }))

/** Compiles samples as one app and returns what the compiler says: nothing, where they are right. */
export function compileSamples(samples: readonly Sample[], packageFolder: string, types: string[]): string {
  // Inside a package's node_modules: `@standby/*` resolve to what was built, by the same `exports` a user gets, and
  // the peers to what that package is tested with.
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
