export { Estimate, Joined, Leave, Length, Line, Position, Root, Title } from './parts.tsx'
export { Ticks } from './Ticks.tsx'
export type { QueueOverlayState } from './use-queue.ts'
export { Accept, Decline, Offer, OfferCountdown, OfferLine, OfferTitle } from './Offer.tsx'
/** A modal makes everything outside it inert, so announcements need this outlet inside it. */
export { AnnouncerOutlet as Announcer } from '../../primitives/announcer/AnnouncerOutlet.tsx'
