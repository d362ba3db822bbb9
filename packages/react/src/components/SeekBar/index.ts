export { Preview, Root, Slider, type SeekBarState } from './parts.tsx'
