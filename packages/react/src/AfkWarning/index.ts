export { Root } from './Root.tsx'
export { Countdown, Leave, Line, Stay, Title } from './parts.tsx'
