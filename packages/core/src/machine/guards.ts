import { codeRule, endOf } from '../codes/disconnect-codes.ts'
import type { Context } from './context.ts'
import { verdict } from './end-info.ts'
import type { SessionEvent } from './events.ts'

export interface GuardArgs {
  readonly context: Context
  readonly event: SessionEvent
}
export type Guard = (args: GuardArgs) => boolean

export const isOffline: Guard = ({ event }) => !event.now.online
export const isDryAndOffline: Guard = (args) => args.context.stalledSince !== null && isOffline(args)
export const isDry: Guard = ({ context }) => context.stalledSince !== null
export const isLost: Guard = ({ context }) => context.farEnd.state === 'lost'
export const isExact: Guard = ({ context: { farEnd } }) => farEnd.state === 'lost' && farEnd.exact
export const isExactAndRetries: Guard = (args) => isExact(args) && args.context.farEndOnDeadline === 'retry'
export const isWindowClosed: Guard = ({ context }) => context.windowClosed
export const hasPicture: Guard = ({ context }) => context.hasPicture
export const hasNextAttempt: Guard = ({ context }) => context.reconnect?.nextAttemptAt != null
export const isPauseOver: Guard = (args) => !isOffline(args) && !hasNextAttempt(args)
export const isOfflineInPause: Guard = (args) => isOffline(args) && hasNextAttempt(args)
export const canReconnect: Guard = (args) =>
  args.context.reconnect?.mode === 'holding' || hasNextAttempt(args)
export const meetsOffline: Guard = (args) => isOffline(args) && !args.context.metOffline
export const isBackOnline: Guard = (args) => !isOffline(args) && args.context.metOffline
export const countsDown: Guard = ({ event }) =>
  event.type === 'source.afk' && event.detail.remainingMs !== null

export const isReplaced: Guard = ({ event }) => event.type === 'source.assigned' && !!event.detail.replaced

/** The warning and the end of AFK both passed while the page was hidden. */
export const isGone: Guard = ({ context: { policies, lastInputAt, enteredAt }, event: { now } }) =>
  !!policies.afk &&
  !now.visible &&
  now.at >= Math.max(lastInputAt + policies.afk.warnAfterMs, enteredAt) + policies.afk.graceMs

export const isClean: Guard = ({ context, event }) =>
  event.type === 'source.closed' && verdict(context, event.detail.code) === 'ends'
export const isRetried: Guard = ({ context, event }) =>
  event.type === 'source.closed' && verdict(context, event.detail.code) === 'retries'
export const isWatched: Guard = ({ context, event }) =>
  event.type === 'source.closed' &&
  context.watchesEnds &&
  endOf(event.detail, codeRule(event.detail.code, context.policies.codes)).kind === 'stream-ended'
/** A watched stream that ends again right after the connection. */
export const isWatchedInVain: Guard = (args) => {
  const { watching, run, startedAt, policies } = args.context
  const brief = run > 1 && args.event.now.at - startedAt < policies.reconnect.stableAfterMs
  return isWatched(args) && (watching || brief)
}
