import type { Messages } from '../../i18n/message.ts'

export const trackMenusMessages = {
  'trackMenus.captions': 'Captions',
  'trackMenus.off': 'Off',
  'trackMenus.quality': 'Quality',
  /** `{active}` is the quality that plays now, e.g. 720p. */
  'trackMenus.auto': 'Auto ({active})',
  'trackMenus.auto.unknown': 'Auto',
  'trackMenus.audio': 'Audio',
} as const satisfies Messages
