import type { Messages } from '../../i18n/message.ts'

export const controlsMessages = {
  /** The name of the bar among the page's groups. */
  'controls.label': 'Player controls',
  'controls.play': 'Play',
  'controls.pause': 'Pause',
  /** A switch: pressed while the sound is off. */
  'controls.mute': 'Mute',
  'controls.volume': 'Volume',
  /** The slider's value; `{percent}` is a whole number. */
  'controls.volume.value': '{percent} %',
  'controls.pip': 'Picture-in-picture',
  'controls.fullscreen': 'Fullscreen',
} as const satisfies Messages
