export { Disc, Label, Root, type PlayGateState } from './parts.tsx'
