export { List, Root, Title, type StatsPanelState } from './parts.tsx'
