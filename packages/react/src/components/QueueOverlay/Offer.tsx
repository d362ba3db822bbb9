'use client'
import { RingSeconds, useRing } from '../../primitives/countdown/Ring.tsx'
import { useSessionActions } from '../../hooks/session/useSessionActions.ts'
import { useSessionHandle } from '../../hooks/session/useSessionHandle.ts'
import { useMessages } from '../../i18n/use-messages.ts'
import { useAnnounced } from '../../primitives/part/use-announced.ts'
import { useModal } from '../../primitives/part/use-modal.ts'
import { queueOverlayMessages } from './QueueOverlay.messages.ts'
import { queueOverlay, type QueueOverlayState } from './use-queue.ts'

const useText = () => useMessages(queueOverlayMessages)
const useLineId = () => `${useSessionHandle().id}-offer`

function useDialog(queue: QueueOverlayState | null) {
  const offered = Boolean(queue?.offer)
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
export const Offer = /* @__PURE__ */ queueOverlay.root('Offer', 'dialog', useDialog)

function useCountdownPart({ offer }: QueueOverlayState) {
  const deadline = offer?.deadline
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
export const OfferCountdown = /* @__PURE__ */ queueOverlay.part(
  'OfferCountdown',
  'div',
  useCountdownPart,
  'Offer',
)

function useTitle() {
  return { 'data-slot': 'title', children: useText()('queueOverlay.offer.title') }
}
export const OfferTitle = /* @__PURE__ */ queueOverlay.part('OfferTitle', 'h2', useTitle, 'Offer')

function useLine() {
  return { 'data-slot': 'line', id: useLineId(), children: useText()('queueOverlay.offer.line') }
}
export const OfferLine = /* @__PURE__ */ queueOverlay.part('OfferLine', 'p', useLine, 'Offer')

function useAccept() {
  const { acceptOffer } = useSessionActions()
  const children = useText()('queueOverlay.offer.accept')
  return { 'data-action': 'primary', onClick: () => acceptOffer(), children }
}
export const Accept = /* @__PURE__ */ queueOverlay.part('Accept', 'button', useAccept, 'Offer')

function useDecline() {
  const { declineOffer } = useSessionActions()
  const children = useText()('queueOverlay.offer.decline')
  return { 'data-action': 'secondary', onClick: () => declineOffer(), children }
}
export const Decline = /* @__PURE__ */ queueOverlay.part('Decline', 'button', useDecline, 'Offer')
