export { AudioMenu as Audio, type AudioMenuState } from './AudioMenu.tsx'
export { CaptionsMenu as Captions, type CaptionsMenuState } from './CaptionsMenu.tsx'
export { QualityMenu as Quality, type QualityMenuState } from './QualityMenu.tsx'
