export { Busy, Countdown, Icon, Line, Retry, Root, Stop, Ticks, Title } from './parts.tsx'
