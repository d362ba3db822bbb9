import { isProfileName, type ProfileName } from '@standby/stage/faults'
import { readApplicationWish, type ApplicationWish } from './application-wish.ts'

declare const __STAGE_PORT__: string

/** What the page's URL asks for; everything can be shared as a link. */
export interface Address {
  /** Base URL of the stage. */
  readonly stage: string
  readonly scenario: string | null
  /** What the desk opens by itself. */
  readonly show: 'stream' | 'application'
  readonly container: 'fmp4' | 'ts'
  readonly levels: 1 | 2
  readonly profile: ProfileName
  readonly application: ApplicationWish
}

/** Reads the address from a query string; what is missing or unknown takes its default. */
export function readAddress(search: string): Address {
  const query = new URLSearchParams(search)
  const profile = query.get('profile') ?? ''
  return {
    stage: query.get('stage') ?? `http://127.0.0.1:${__STAGE_PORT__}`,
    scenario: query.get('scenario'),
    show: query.get('show') === 'application' ? 'application' : 'stream',
    container: query.get('container') === 'ts' ? 'ts' : 'fmp4',
    levels: query.get('levels') === '2' ? 2 : 1,
    profile: isProfileName(profile) ? profile : 'mux',
    application: readApplicationWish(query),
  }
}
