/* SVG path data on a grid of 24, for a stroke of 1.75 with round caps, as in primitives/icons/paths.ts. */
const speaker = 'M4 9.75v4.5h3.25L11.5 18V6L7.25 9.75H4Z'

export { muted, play } from '../../primitives/icons/paths.ts'
export const pause = 'M7.25 5.5h2.5v13h-2.5Zm7 0h2.5v13h-2.5Z'
export const volume = `${speaker}M15 9.25a4 4 0 0 1 0 5.5m2.75-8.25a8 8 0 0 1 0 11`
export const pip =
  'M20.5 10V6.75c0-.7-.55-1.25-1.25-1.25H4.75c-.7 0-1.25.55-1.25 1.25v10.5c0 .7.55 1.25 1.25 1.25H9M13.75 13.5h6c.4 0 .75.35.75.75v4.5c0 .4-.35.75-.75.75h-6a.75.75 0 0 1-.75-.75v-4.5c0-.4.35-.75.75-.75Z'
export const fullscreen =
  'M4 9V5.25C4 4.55 4.55 4 5.25 4H9m6 0h3.75c.7 0 1.25.55 1.25 1.25V9m0 6v3.75c0 .7-.55 1.25-1.25 1.25H15m-6 0H5.25C4.55 20 4 19.45 4 18.75V15'
export const exitFullscreen =
  'M9 4v3.75C9 8.45 8.45 9 7.75 9H4m16 0h-3.75C15.55 9 15 8.45 15 7.75V4m0 16v-3.75c0-.7.55-1.25 1.25-1.25H20M4 15h3.75c.7 0 1.25.55 1.25 1.25V20'
