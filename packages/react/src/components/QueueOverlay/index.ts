export { Estimate, Joined, Leave, Length, Line, Position, Root, Title } from './parts.tsx'
export { Ticks } from './Ticks.tsx'
export { Accept, Decline, Offer, OfferCountdown, OfferLine, OfferTitle } from './Offer.tsx'
/** Everything outside of a modal is inert and is not read: what is announced needs this inside it. */
export { AnnouncerOutlet as Announcer } from '../../primitives/announcer/AnnouncerOutlet.tsx'
