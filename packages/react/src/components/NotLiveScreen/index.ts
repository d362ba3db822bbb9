export { Estimate, Leave, Line, Root, State, Time, Title } from './parts.tsx'
