import type { Messages } from '../i18n/message.ts'

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
  'controls.seek': 'Seek',
  'controls.seek.live': 'Live',
  /** `{time}` is a clock reading like 2:30. */
  'controls.seek.behind': '{time} behind live',
  'controls.captions': 'Captions',
  'controls.captions.off': 'Off',
  'controls.quality': 'Quality',
  /** `{active}` is the quality that plays now, e.g. 720p. */
  'controls.quality.auto': 'Auto ({active})',
  'controls.quality.auto.unknown': 'Auto',
  'controls.audio': 'Audio',
  'controls.pip': 'Picture-in-picture',
  'controls.fullscreen': 'Fullscreen',
} as const satisfies Messages
