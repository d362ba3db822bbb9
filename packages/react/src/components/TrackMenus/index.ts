export { AudioMenu as Audio } from './AudioMenu.tsx'
export { CaptionsMenu as Captions } from './CaptionsMenu.tsx'
export { QualityMenu as Quality } from './QualityMenu.tsx'
