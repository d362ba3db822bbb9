import type Hls from 'hls.js'

export type HlsConstructor = typeof Hls

type Loaded = HlsConstructor | { readonly default: HlsConstructor }

/** hls.js itself, or a function that loads it (from a CDN, another build, a mock). */
export type HlsInput = HlsConstructor | (() => Loaded | Promise<Loaded>)

/** The module is not there, as opposed to: the network failed while it was loaded. */
export class MissingPeerError extends Error {}

/** What browsers and bundlers say when a chunk that exists could not be fetched. */
const fetchFailed =
  /fetch dynamically imported|loading dynamically imported|importing a module script|loading chunk/i

/**
 * Loads hls.js, once it is needed and not before. The light build is a third smaller and plays a stream without
 * captions and alternate audio.
 *
 * @throws MissingPeerError where hls.js is not installed; what the network threw otherwise.
 */
export async function loadEngine(input: HlsInput | undefined, full: boolean): Promise<HlsConstructor> {
  if (!input) {
    try {
      return (await (full ? import('hls.js') : importLight())).default
    } catch (error) {
      if (fetchFailed.test(String(error))) throw error
      throw new MissingPeerError('hls.js', { cause: error })
    }
  }
  const loaded = isConstructor(input) ? input : await input()
  return 'default' in loaded ? loaded.default : loaded
}

const importLight = (): Promise<{ default: HlsConstructor }> =>
  // @ts-expect-error the light build is published without types of its own; they are those of the full one
  import('hls.js/light')

const isConstructor = (input: HlsInput): input is HlsConstructor => 'isSupported' in input
