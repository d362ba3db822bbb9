import bright from './pictures/bright.webp'
import busy from './pictures/busy.webp'
import dark from './pictures/dark.webp'
import frame from './pictures/frame.webp'

/** What the stream shows, as a CSS background. `frame` is a real encoded frame; the others are drawn. */
export const pictures: Readonly<Record<string, string>> = {
  frame: `url("${frame}")`,
  busy: `url("${busy}")`,
  dark: `url("${dark}")`,
  bright: `url("${bright}")`,
  black: 'linear-gradient(#000 0 0)',
  white: 'linear-gradient(#fff 0 0)',
}
