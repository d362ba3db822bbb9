export { Behind, Edge } from './parts.tsx'
