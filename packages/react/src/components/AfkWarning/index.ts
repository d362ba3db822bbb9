export { Countdown, Leave, Line, Root, Stay, Title, type AfkWarningState } from './parts.tsx'
/** A modal makes everything outside it inert, so announcements need this outlet inside it. */
export { AnnouncerOutlet as Announcer } from '../../primitives/announcer/AnnouncerOutlet.tsx'
