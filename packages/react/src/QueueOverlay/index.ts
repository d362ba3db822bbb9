export { Estimate, Joined, Leave, Length, Line, Position, Root, Title } from './parts.tsx'
export { Ticks } from './Ticks.tsx'
export { Accept, Decline, Offer, OfferCountdown, OfferLine, OfferTitle } from './Offer.tsx'
