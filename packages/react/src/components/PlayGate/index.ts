export { Disc, Label, Root } from './parts.tsx'
