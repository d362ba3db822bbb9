import { accessSync, chmodSync, constants } from 'node:fs'
import { createRequire } from 'node:module'
import { delimiter, join } from 'node:path'

/** Sources of ffmpeg; replaced in tests. */
export interface FfmpegLookup {
  readonly env: Record<string, string | undefined>
  /** Path of the npm package's binary; undefined without one for this machine. */
  readonly packaged: () => string | undefined
}

/**
 * Finds an ffmpeg to run: `FFMPEG_PATH`, else the one in `@ffmpeg-installer/ffmpeg`, else the one on PATH.
 * Throws one sentence that says how to install one.
 */
export function findFfmpeg(lookup: FfmpegLookup = { env: process.env, packaged: packagedFfmpeg }): string {
  const chosen = lookup.env['FFMPEG_PATH']
  if (chosen) {
    if (isExecutable(chosen)) return chosen
    throw new Error(
      `Standby: FFMPEG_PATH is "${chosen}", which cannot be run; point it at an ffmpeg binary or unset it.`,
    )
  }
  const packaged = lookup.packaged()
  if (packaged && (isExecutable(packaged) || makeExecutable(packaged))) return packaged
  const onPath = searchPath(lookup.env)
  if (onPath) return onPath
  throw new Error(
    'Standby: no ffmpeg was found, and the stage needs one to encode its streams; install it (apt-get install ffmpeg, ' +
      'brew install ffmpeg, winget install ffmpeg) or set FFMPEG_PATH to one built with libx264.',
  )
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK)
    return true
  } catch {
    return false
  }
}

/** Sets the execute bit: it is missing when the package manager skipped install scripts. */
function makeExecutable(path: string): boolean {
  try {
    chmodSync(path, 0o755)
    return isExecutable(path)
  } catch {
    return false
  }
}

function packagedFfmpeg(): string | undefined {
  try {
    const { path } = createRequire(import.meta.url)('@ffmpeg-installer/ffmpeg') as { path: string }
    return path
  } catch {
    // The package throws when it has no binary for this platform, such as FreeBSD.
    return undefined
  }
}

function searchPath(env: FfmpegLookup['env']): string | undefined {
  const name = process.platform === 'win32' ? 'ffmpeg.exe' : 'ffmpeg'
  const folders = (env['PATH'] ?? '').split(delimiter).filter(Boolean)
  return folders.map((folder) => join(folder, name)).find(isExecutable)
}
