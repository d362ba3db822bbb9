'use client'
import { AnnouncerOutlet } from '../../primitives/announcer/AnnouncerOutlet.tsx'
import { StatusDot } from '../../primitives/icons/StatusDot.tsx'
import { Accept, Decline, Offer, OfferCountdown, OfferLine, OfferTitle } from './Offer.tsx'
import { Estimate, Joined, Leave, Length, Line, Position, Root, Title } from './parts.tsx'
import { Ticks } from './Ticks.tsx'

/** The viewer's position in the queue, and the dialog that offers a place. */
export function QueueOverlay() {
  return (
    <>
      <Root>
        <header data-standby="queue-overlay-strip" data-slot="strip">
          <StatusDot kind="wait" />
          <Title />
          <Joined />
        </header>
        <p data-standby="queue-overlay-readout" data-slot="readout">
          <Position /> <Length /> <Estimate />
        </p>
        <Ticks />
        <Line />
        <div data-standby="queue-overlay-actions" data-slot="actions">
          <Leave />
        </div>
      </Root>
      <Offer>
        <OfferCountdown />
        <div data-standby="queue-overlay-offer-text" data-slot="text">
          <OfferTitle />
          <OfferLine />
        </div>
        <div data-standby="queue-overlay-offer-actions" data-slot="actions">
          <Accept />
          <Decline />
        </div>
        <AnnouncerOutlet />
      </Offer>
    </>
  )
}
