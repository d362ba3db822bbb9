export { Preview, Root, Slider } from './parts.tsx'
