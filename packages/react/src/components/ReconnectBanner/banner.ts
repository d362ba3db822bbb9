import type { FarEnd, Reconnect } from '@standby/core'
import { broadcaster, decoder, link, network, server } from '../../primitives/icons/paths.ts'
import type { reconnectBannerMessages } from './ReconnectBanner.messages.ts'

type Key = keyof typeof reconnectBannerMessages

/** What the banner says and offers. A `Text` is a message key, or the words themselves. */
export interface Banner<Text = Key> {
  /** SVG path data of the cause's icon, on a grid of 24. */
  readonly icon: string
  readonly title: Text
  readonly line: Text
  /** `null` where the time is unknown. */
  readonly countdown: {
    readonly label: Text
    /** Local epoch, ms. */
    readonly deadline: number
    /** Local epoch, ms. */
    readonly since?: number
    /** The deadline is inferred: shown with ≈ and broad ticks. */
    readonly estimated?: boolean
    /** Seconds with their unit instead of a clock. */
    readonly short?: boolean
  } | null
  /** Something is under way whose duration is unknown. */
  readonly busy: boolean
  /** The label of the button that tries at once; `null` while a retry cannot help. */
  readonly retry: Text | null
  /** The viewer can stop the attempts. */
  readonly stop: boolean
}

export interface Conditions {
  readonly online: boolean
  readonly broadcast: boolean
  readonly farEnd: FarEnd
}

type Situation = Omit<Reconnect, 'code'>

/** Maps every way of reconnecting to its banner. */
export function bannerOf(reconnect: Situation, conditions: Conditions): Banner {
  if (reconnect.mode === 'holding') return holding(reconnect, conditions)
  if (reconnect.cause === 'network' && !conditions.online) {
    // The server counts down also while the device is offline: a viewer who is back in time can resume.
    return { ...quiet, icon: network, ...texts('offline'), countdown: held(reconnect) }
  }
  if (reconnect.cause === 'decoder') return { ...quiet, icon: decoder, ...texts('decoder'), busy: true }
  return retrying(reconnect)
}

const quiet = { countdown: null, busy: false, retry: null, stop: false } as const

function texts<Name extends 'broadcaster' | 'application' | 'lost' | 'offline' | 'server' | 'decoder'>(
  name: Name,
) {
  return { title: `reconnectBanner.${name}.title`, line: `reconnectBanner.${name}.line` } as const
}

function holding({ deadline, exact }: Situation, { broadcast, farEnd }: Conditions): Banner {
  const label = exact ? 'reconnectBanner.waitingUpTo' : 'reconnectBanner.waitingAbout'
  const since = farEnd.state === 'lost' ? { since: farEnd.since } : {}
  return {
    ...quiet,
    icon: broadcaster,
    ...texts(broadcast ? 'broadcaster' : 'application'),
    countdown: deadline === null ? null : { label, deadline, estimated: !exact, ...since },
  }
}

function held({ heldUntil }: Pick<Situation, 'heldUntil'>): Banner['countdown'] {
  return heldUntil === null ? null : { label: 'reconnectBanner.heldFor', deadline: heldUntil }
}

function retrying({ cause, heldUntil, nextAttemptAt }: Situation): Banner {
  const trying = nextAttemptAt === null
  if (heldUntil !== null) {
    return {
      icon: link,
      title: 'reconnectBanner.lost.title',
      line: 'reconnectBanner.held.line',
      countdown: held({ heldUntil }),
      busy: false,
      retry: trying ? null : 'reconnectBanner.resume',
      stop: true,
    }
  }
  const refused = cause === 'server'
  return {
    icon: refused ? server : link,
    ...texts(refused ? 'server' : 'lost'),
    ...(trying && !refused ? { line: 'reconnectBanner.trying.line' } : {}),
    countdown: trying ? null : { label: 'reconnectBanner.attemptIn', deadline: nextAttemptAt, short: true },
    busy: trying,
    retry: trying ? null : 'reconnectBanner.retry',
    stop: true,
  }
}
