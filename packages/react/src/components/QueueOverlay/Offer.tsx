'use client'
import { RingSeconds, useRing } from '../../primitives/countdown/Ring.tsx'
import { useQueuePosition } from '../../hooks/status/useQueuePosition.ts'
import { useSessionActions } from '../../hooks/session/useSessionActions.ts'
import { useSessionHandle } from '../../hooks/session/useSessionHandle.ts'
import { useMessages } from '../../i18n/use-messages.ts'
import { part } from '../../primitives/part/part.tsx'
import { useAnnounced } from '../../primitives/part/use-announced.ts'
import { useModal } from '../../primitives/part/use-modal.ts'
import { queueOverlayMessages } from './QueueOverlay.messages.ts'

const useText = () => useMessages(queueOverlayMessages)
const useLineId = () => `${useSessionHandle().id}-offer`

function useDialog() {
  const offered = Boolean(useQueuePosition()?.offer)
  const t = useText()
  // Escape does nothing, so that an offer is neither accepted nor declined by accident.
  const modal = useModal(offered)
  const describedBy = useLineId()
  useAnnounced(offered ? `${t('queueOverlay.offer.title')}. ${t('queueOverlay.offer.line')}` : null)
  if (!offered) return null
  return {
    ...modal,
    role: 'alertdialog',
    'data-surface': 'dialog',
    'aria-label': t('queueOverlay.offer.title'),
    'aria-describedby': describedBy,
  }
}
/** The dialog that offers a place, which must be accepted before its deadline; nothing while there is no offer. */
export const Offer = /* @__PURE__ */ part('QueueOverlay.Offer', 'dialog', 'queue-overlay-offer', useDialog)

function useCountdownPart() {
  const deadline = useQueuePosition()?.offer?.deadline
  const ring = useRing(deadline)
  if (!ring || deadline === undefined) return null
  const children = (
    <>
      {ring.dots}
      <RingSeconds deadline={deadline} />
    </>
  )
  return { role: 'timer', 'data-ring': '', style: ring.style, children }
}
export const OfferCountdown = /* @__PURE__ */ part(
  'QueueOverlay.OfferCountdown',
  'div',
  'queue-overlay-offer-countdown',
  useCountdownPart,
)

function useTitle() {
  return { 'data-slot': 'title', children: useText()('queueOverlay.offer.title') }
}
export const OfferTitle = /* @__PURE__ */ part(
  'QueueOverlay.OfferTitle',
  'h2',
  'queue-overlay-offer-title',
  useTitle,
)

function useLine() {
  return { 'data-slot': 'line', id: useLineId(), children: useText()('queueOverlay.offer.line') }
}
export const OfferLine = /* @__PURE__ */ part(
  'QueueOverlay.OfferLine',
  'p',
  'queue-overlay-offer-line',
  useLine,
)

function useAccept() {
  const { acceptOffer } = useSessionActions()
  const children = useText()('queueOverlay.offer.accept')
  return { 'data-action': 'primary', onClick: () => acceptOffer(), children }
}
export const Accept = /* @__PURE__ */ part('QueueOverlay.Accept', 'button', 'queue-overlay-accept', useAccept)

function useDecline() {
  const { declineOffer } = useSessionActions()
  const children = useText()('queueOverlay.offer.decline')
  return { 'data-action': 'secondary', onClick: () => declineOffer(), children }
}
export const Decline = /* @__PURE__ */ part(
  'QueueOverlay.Decline',
  'button',
  'queue-overlay-decline',
  useDecline,
)
