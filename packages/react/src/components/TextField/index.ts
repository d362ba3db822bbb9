export { Area, Cancel, Input, Label, Root, Send } from './parts.tsx'
