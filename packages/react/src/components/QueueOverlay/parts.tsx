'use client'
import { useSessionActions } from '../../hooks/session/useSessionActions.ts'
import { isWritable } from '../../i18n/is-writable.ts'
import { useFormat, useMessages } from '../../i18n/use-messages.ts'
import { useAnnounced } from '../../primitives/part/use-announced.ts'
import { queueOverlayMessages } from './QueueOverlay.messages.ts'
import { queueOverlay, type QueueOverlayState } from './use-queue.ts'
import { useSpokenPosition } from './use-spoken-position.ts'

/** An empty text renders nothing. */
const words = (slot: string, children: string) => (children ? { 'data-slot': slot, children } : null)

function useRoot(queue: QueueOverlayState | null) {
  const title = queue && !queue.offer ? queue.title : null
  useAnnounced(title)
  useSpokenPosition(queue)
  return title ? { 'data-surface': 'card', 'aria-label': title } : null
}
/** The card; nothing outside the queue and while a place is offered. */
export const Root = /* @__PURE__ */ queueOverlay.root('Root', 'section', useRoot)

const titleOf = ({ title }: QueueOverlayState) => ({ 'data-slot': 'title', children: title })
export const Title = /* @__PURE__ */ queueOverlay.part('Title', 'h2', titleOf)

function useJoined({ joinedAt }: QueueOverlayState) {
  const t = useMessages(queueOverlayMessages)
  const { time } = useFormat()
  return words('meta', t('queueOverlay.joined', { time: time(joinedAt) }))
}
/** The time of joining the queue. */
export const Joined = /* @__PURE__ */ queueOverlay.part(
  'Joined',
  'span',
  useJoined,
  'Root',
  'queue-overlay-meta',
)

function usePosition({ position, previous }: QueueOverlayState) {
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
export const Position = /* @__PURE__ */ queueOverlay.part('Position', 'span', usePosition)

function useLength({ length }: QueueOverlayState) {
  const t = useMessages(queueOverlayMessages)
  return length === undefined ? null : words('detail', t('queueOverlay.of', { length }))
}
/** The length of the queue; nothing where it is unknown. */
export const Length = /* @__PURE__ */ queueOverlay.part('Length', 'span', useLength)

const estimateOf = ({ estimate }: QueueOverlayState) =>
  estimate === null ? null : { 'data-slot': 'estimate', children: estimate }
/** The estimated wait, e.g. "about 3 min"; nothing where it is unknown. */
export const Estimate = /* @__PURE__ */ queueOverlay.part('Estimate', 'span', estimateOf)

function useLine({ position, previous, estimate }: QueueOverlayState) {
  const t = useMessages(queueOverlayMessages)
  const line = (children: string) => ({ 'data-slot': 'line', children })
  if (position === 1) return line(t('queueOverlay.next.line'))
  if (isWritable(previous) && position > previous)
    return line(t('queueOverlay.worse.line', { before: previous }))
  return line(t(estimate === null ? 'queueOverlay.noEstimate.line' : 'queueOverlay.line'))
}
export const Line = /* @__PURE__ */ queueOverlay.part('Line', 'p', useLine)

function useLeave() {
  const t = useMessages(queueOverlayMessages)
  const { leave } = useSessionActions()
  return { 'data-action': 'secondary', onClick: () => leave(), children: t('queueOverlay.leave') }
}
export const Leave = /* @__PURE__ */ queueOverlay.part('Leave', 'button', useLeave)
