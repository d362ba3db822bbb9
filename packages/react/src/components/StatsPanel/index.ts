export { List, Root, Title } from './parts.tsx'
