export { Countdown, Leave, Line, Root, Stay, Title } from './parts.tsx'
/** Everything outside of a modal is inert and is not read: what is announced needs this inside it. */
export { AnnouncerOutlet as Announcer } from '../../primitives/announcer/AnnouncerOutlet.tsx'
