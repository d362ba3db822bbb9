import type { Preview } from '@storybook/react-vite'

type Globals = NonNullable<Preview['globalTypes']>

type Icon = Extract<NonNullable<Globals[string]['toolbar']>, { icon?: unknown }>['icon'] & string

const choice = (title: string, icon: Icon, items: Record<string, string>) => ({
  toolbar: {
    title,
    icon,
    dynamicTitle: true,
    items: Object.entries(items).map(([value, title]) => ({ value, title })),
  },
})

/** What designers can switch: everything that the host page or the viewer's device decides. */
export const globalTypes: Globals = {
  theme: choice('Glass', 'contrast', { dark: 'Dark glass', light: 'Light glass', system: 'As the system' }),
  picture: choice('Picture', 'photo', {
    frame: 'A real frame',
    busy: 'Busy',
    dark: 'Dark',
    bright: 'Bright',
    black: 'Black',
    white: 'White',
  }),
  size: choice('Player', 'grow', {
    '320x180': '320 × 180',
    '640x360': '640 × 360',
    '1280x720': '1280 × 720',
    '1920x1080': '1920 × 1080',
    '3840x2160': '3840 × 2160, scaled',
    '390x720': 'Phone, 390 × 720',
  }),
  direction: choice('Direction', 'transfer', {
    locale: 'As the language',
    ltr: 'Left to right',
    rtl: 'Right to left',
  }),
  language: choice('Language', 'globe', {
    en: 'English',
    de: 'Deutsch',
    fr: 'Français',
    ar: 'العربية',
    pseudo: 'Pseudo: [~ Ļôñg ~]',
  }),
  motion: choice('Motion', 'lightning', { system: 'As the system', reduced: 'Reduced' }),
}

export const initialGlobals = {
  theme: 'dark',
  picture: 'frame',
  size: '1280x720',
  direction: 'locale',
  language: 'en',
  motion: 'system',
}

/** What the toolbar is set to. */
export type Toolbar = typeof initialGlobals
