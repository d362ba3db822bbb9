'use client'
import { createContext, forwardRef, useContext, useId } from 'react'
import { AnnouncerOutlet } from '../announcer/AnnouncerOutlet.tsx'
import { RingSeconds, useRing } from '../countdown/Ring.tsx'
import { useQueuePosition } from '../hooks/useQueuePosition.ts'
import { useSessionActions } from '../hooks/useSessionActions.ts'
import { useFormat, useMessages } from '../i18n/use-messages.ts'
import { part, type PartProps } from '../part/part.tsx'
import { useAnnounced } from '../part/use-announced.ts'
import { useModal } from '../part/use-modal.ts'
import { queueOverlayMessages } from './QueueOverlay.messages.ts'

const OfferContext = createContext({ deadline: 0, lineId: '' })
OfferContext.displayName = 'StandbyQueueOffer'

// Escape does nothing: what is offered is neither taken nor given up by accident.
const stayOpen = () => {}

function useDialog() {
  const t = useMessages(queueOverlayMessages)
  const modal = useModal(stayOpen)
  const { lineId } = useContext(OfferContext)
  useAnnounced(`${t('queueOverlay.offer.title')}. ${t('queueOverlay.offer.line')}`)
  return {
    ...modal,
    role: 'alertdialog',
    'data-surface': 'dialog',
    'aria-label': t('queueOverlay.offer.title'),
    'aria-describedby': lineId,
  }
}
const Dialog = /* @__PURE__ */ part('dialog', 'queue-overlay-offer', useDialog)

/** A place that must be taken before its time is up; nothing while there is none. */
export const Offer = /* @__PURE__ */ forwardRef<HTMLDialogElement, PartProps<'dialog'>>(function Offer(
  { children, ...props },
  ref,
) {
  const offer = useQueuePosition()?.offer
  const lineId = useId()
  return offer ? (
    <OfferContext.Provider value={{ deadline: offer.deadline, lineId }}>
      <Dialog {...props} ref={ref}>
        {children}
        <AnnouncerOutlet />
      </Dialog>
    </OfferContext.Provider>
  ) : null
})

function useCountdownPart() {
  const { deadline } = useContext(OfferContext)
  const { style, dots } = useRing(deadline)
  const { number } = useFormat()
  const children = (
    <>
      {dots}
      <RingSeconds deadline={deadline} format={number} />
    </>
  )
  return { role: 'timer', 'data-ring': '', style, children }
}
export const OfferCountdown = /* @__PURE__ */ part('div', 'queue-overlay-offer-countdown', useCountdownPart)

function useTitle() {
  const t = useMessages(queueOverlayMessages)
  return { children: t('queueOverlay.offer.title') }
}
export const OfferTitle = /* @__PURE__ */ part('h2', 'queue-overlay-offer-title', useTitle)

function useLine() {
  const t = useMessages(queueOverlayMessages)
  return { id: useContext(OfferContext).lineId, children: t('queueOverlay.offer.line') }
}
export const OfferLine = /* @__PURE__ */ part('p', 'queue-overlay-offer-line', useLine)

function useAccept() {
  const t = useMessages(queueOverlayMessages)
  const { acceptOffer } = useSessionActions()
  return { 'data-action': 'primary', onClick: () => acceptOffer(), children: t('queueOverlay.offer.accept') }
}
export const Accept = /* @__PURE__ */ part('button', 'queue-overlay-accept', useAccept)

function useDecline() {
  const t = useMessages(queueOverlayMessages)
  const { declineOffer } = useSessionActions()
  return {
    'data-action': 'secondary',
    onClick: () => declineOffer(),
    children: t('queueOverlay.offer.decline'),
  }
}
export const Decline = /* @__PURE__ */ part('button', 'queue-overlay-decline', useDecline)
