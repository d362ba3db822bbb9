export { Code, Details, Lamp, Line, Retry, Root, State, Title } from './parts.tsx'
