'use client'
import { useQueuePosition } from '../../hooks/status/useQueuePosition.ts'
import { useSessionActions } from '../../hooks/session/useSessionActions.ts'
import { isWritable } from '../../i18n/is-writable.ts'
import { useFormat, useMessages } from '../../i18n/use-messages.ts'
import { part } from '../../primitives/part/part.tsx'
import { useAnnounced } from '../../primitives/part/use-announced.ts'
import { queueOverlayMessages } from './QueueOverlay.messages.ts'
import { useEstimate, usePreviousPosition } from './use-queue.ts'
import { useSpokenPosition } from './use-spoken-position.ts'

/** An empty text renders nothing. */
const words = (slot: string, children: string) => (children ? { 'data-slot': slot, children } : null)

function useTitleText(): string | null {
  const queue = useQueuePosition()
  const t = useMessages(queueOverlayMessages)
  return queue && t(queue.position === 1 ? 'queueOverlay.next' : 'queueOverlay.title')
}

function useRoot() {
  const queue = useQueuePosition()
  const title = useTitleText()
  const waits = queue !== null && queue.offer === null
  useAnnounced(waits ? title : null)
  useSpokenPosition()
  return waits && title ? { 'data-surface': 'card', 'aria-label': title } : null
}
/** The card; nothing outside the queue and while a place is offered. */
export const Root = /* @__PURE__ */ part('QueueOverlay.Root', 'section', 'queue-overlay', useRoot)

function useTitle() {
  const title = useTitleText()
  return title === null ? null : { 'data-slot': 'title', children: title }
}
export const Title = /* @__PURE__ */ part('QueueOverlay.Title', 'h2', 'queue-overlay-title', useTitle)

function useJoined() {
  const queue = useQueuePosition()
  const t = useMessages(queueOverlayMessages)
  const { time } = useFormat()
  return queue && words('meta', t('queueOverlay.joined', { time: time(queue.joinedAt) }))
}
/** The time of joining the queue. */
export const Joined = /* @__PURE__ */ part('QueueOverlay.Joined', 'span', 'queue-overlay-meta', useJoined)

function usePosition() {
  const { position = null } = useQueuePosition() ?? {}
  const previous = usePreviousPosition(position)
  const { number } = useFormat()
  if (!isWritable(position)) return null
  const worse = previous !== null && position > previous
  return {
    children: (
      <span key={position} data-roll={worse ? 'back' : ''}>
        {number(position)}
      </span>
    ),
  }
}
/** The position, also when it got worse. */
export const Position = /* @__PURE__ */ part(
  'QueueOverlay.Position',
  'span',
  'queue-overlay-position',
  usePosition,
)

function useLength() {
  const length = useQueuePosition()?.length
  const t = useMessages(queueOverlayMessages)
  return length === undefined ? null : words('detail', t('queueOverlay.of', { length }))
}
/** The length of the queue; nothing where it is unknown. */
export const Length = /* @__PURE__ */ part('QueueOverlay.Length', 'span', 'queue-overlay-length', useLength)

function useEstimatePart() {
  const estimate = useEstimate()
  return estimate === null ? null : { 'data-slot': 'estimate', children: estimate }
}
/** The estimated wait, e.g. "about 3 min"; nothing where it is unknown. */
export const Estimate = /* @__PURE__ */ part(
  'QueueOverlay.Estimate',
  'span',
  'queue-overlay-estimate',
  useEstimatePart,
)

function useLine() {
  const queue = useQueuePosition()
  const before = usePreviousPosition(queue?.position ?? null)
  const estimate = useEstimate()
  const t = useMessages(queueOverlayMessages)
  if (!queue) return null
  if (queue.position === 1) return { 'data-slot': 'line', children: t('queueOverlay.next.line') }
  if (isWritable(before) && queue.position > before)
    return { 'data-slot': 'line', children: t('queueOverlay.worse.line', { before }) }
  const key = estimate === null ? 'queueOverlay.noEstimate.line' : 'queueOverlay.line'
  return { 'data-slot': 'line', children: t(key) }
}
export const Line = /* @__PURE__ */ part('QueueOverlay.Line', 'p', 'queue-overlay-line', useLine)

function useLeave() {
  const t = useMessages(queueOverlayMessages)
  const { leave } = useSessionActions()
  return { 'data-action': 'secondary', onClick: () => leave(), children: t('queueOverlay.leave') }
}
export const Leave = /* @__PURE__ */ part('QueueOverlay.Leave', 'button', 'queue-overlay-leave', useLeave)
