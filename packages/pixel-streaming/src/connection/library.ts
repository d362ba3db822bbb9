import { isMissingPackage } from '@standby/core/source'
import type { EpicLibrary } from './epic.ts'

type Loaded = EpicLibrary | { readonly default: EpicLibrary }

/** Epic's library itself, or a function that loads it (another version, a CDN, a mock). */
export type EpicLibraryInput = EpicLibrary | (() => Loaded | Promise<Loaded>)

/** `LogLevel.Error` of every version. */
const errorsOnly = 1

/**
 * Loads Epic's library when it is needed: the one for UE 5.7, or the one for 5.5 if only that is installed. Both work
 * with every engine from 5.0 on.
 */
export async function loadLibrary(input: EpicLibraryInput | undefined): Promise<EpicLibrary> {
  const loaded = input ? await (typeof input == 'function' ? input() : input) : await installed()
  const library = 'default' in loaded && 'PixelStreaming' in loaded.default ? loaded.default : loaded
  quiet(library as EpicLibrary)
  return library as EpicLibrary
}

/** Each import is inside its own `try`: bundlers treat such an import as optional. */
async function installed(): Promise<Loaded> {
  try {
    return (await import('@epicgames-ps/lib-pixelstreamingfrontend-ue5.7')) as Loaded
  } catch (error) {
    if (!isMissingPackage(error)) throw error
  }
  // The error stays unchanged: its text distinguishes a missing package from a file that did not load.
  /* oxlint-disable no-useless-catch */
  try {
    return (await import('@epicgames-ps/lib-pixelstreamingfrontend-ue5.5')) as Loaded
  } catch (error) {
    throw error
  }
  /* oxlint-enable no-useless-catch */
}

/** By default the library writes each message to the console, with a stack. A level that the page has set stays. */
function quiet({ Logger }: EpicLibrary): void {
  if (!(globalThis as { loggerContext?: unknown }).loggerContext) Logger.InitLogging(errorsOnly, false)
}
