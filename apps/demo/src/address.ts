import { isProfileName, type ProfileName } from '@standby/stage/faults'
import { readApplicationWish, type ApplicationWish } from './application-wish.ts'
import type { Show } from './desk/show/show.ts'
import { readPixelStreamWish, type PixelStreamVendor, type PixelStreamWish } from './pixel-stream-wish.ts'

declare const __STAGE_PORT__: string

/** What the page's URL asks for. Every setting can be shared as a link. */
export interface Address {
  /** Base URL of the stage. */
  readonly stage: string
  readonly scenario: string | null
  /** The protocol of an interactive scenario; `standby` is the gateway's. */
  readonly protocol: Protocol
  /** What the desk opens when the page loads. */
  readonly show: Show['kind']
  readonly container: 'fmp4' | 'ts'
  readonly levels: 1 | 2
  readonly profile: ProfileName
  /** The platform whose webhooks the stage sends. */
  readonly platform: StreamPlatform
  readonly application: ApplicationWish
  readonly pixelStream: PixelStreamWish
}

/** As in `StreamOptions`. */
export type StreamPlatform = 'none' | 'mux' | 'fastpix'

export const streamPlatforms: readonly StreamPlatform[] = ['none', 'mux', 'fastpix']

export type Protocol = 'standby' | PixelStreamVendor

const protocols: readonly Protocol[] = ['standby', 'epic', 'arcware']
const shows: readonly Show['kind'][] = ['stream', 'application', 'pixel-stream']

/** Reads the address from a query string. A missing or unknown value takes its default. */
export function readAddress(search: string): Address {
  const query = new URLSearchParams(search)
  const profile = query.get('profile') ?? ''
  return {
    stage: query.get('stage') ?? `http://127.0.0.1:${__STAGE_PORT__}`,
    scenario: query.get('scenario'),
    protocol: protocols.find((name) => name === query.get('protocol')) ?? 'standby',
    show: shows.find((kind) => kind === query.get('show')) ?? 'stream',
    container: query.get('container') === 'ts' ? 'ts' : 'fmp4',
    levels: query.get('levels') === '2' ? 2 : 1,
    profile: isProfileName(profile) ? profile : 'mux',
    platform: streamPlatforms.find((name) => name === query.get('platform')) ?? 'none',
    application: readApplicationWish(query),
    pixelStream: readPixelStreamWish(query),
  }
}
