export { Root } from './Root.tsx'
export { Cancel, Line, Meta, State, Steps, Title } from './parts.tsx'
