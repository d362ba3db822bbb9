/**
 * The names that style sheets, tests and analytics may rely on. A test fixes them: removing or renaming one is a
 * breaking change.
 */

/** Attributes of `StreamView`'s root. Boolean ones are present or absent, never `"false"`. */
export const streamViewAttributes = {
  /** The `Status`; always present. */
  status: 'data-status',
  /** The `PlaybackState`; always present. */
  playback: 'data-playback',
  /** `holding` or `retrying`, while `reconnecting`. */
  reconnect: 'data-reconnect',
  /** The cause while `reconnecting`, stalled or ended; absent where it is unknown. */
  cause: 'data-cause',
  /** The disconnect code of the last close, while `reconnecting`, `disconnected` or `failed`. */
  code: 'data-code',
  /** `lost` or `ended` while the far end is lost or has ended; otherwise absent. */
  farEnd: 'data-far-end',
  /** `lost` while signalling is lost; otherwise absent. */
  signalling: 'data-signalling',
  /** Present while the view is fullscreen. */
  fullscreen: 'data-fullscreen',
  /** Present when the view fills its parent instead of keeping 16:9. */
  fill: 'data-fill',
} as const

/** Values of `data-corner`. */
export const corners = [
  'top-start',
  'top',
  'top-end',
  'center',
  'bottom-start',
  'bottom',
  'bottom-end',
] as const
export type Corner = (typeof corners)[number]

/** Values of `data-standby`. */
export const parts = [
  'stream-view',
  'stream-view-video',
  'stream-view-media',
  'stream-view-surface',
  'stream-view-poster',
  'stream-view-still',
  'stream-view-corner',
  'stream-view-announcer',
  'stream-input',
  'queue-overlay',
  'queue-overlay-position',
  'queue-overlay-leave',
  'queue-overlay-offer',
  'queue-overlay-accept',
  'queue-overlay-decline',
  'queue-overlay-title',
  'queue-overlay-meta',
  'queue-overlay-length',
  'queue-overlay-estimate',
  'queue-overlay-line',
  'queue-overlay-offer-countdown',
  'queue-overlay-offer-title',
  'queue-overlay-offer-line',
  'not-live-screen',
  'not-live-screen-state',
  'not-live-screen-title',
  'not-live-screen-time',
  'not-live-screen-estimate',
  'not-live-screen-line',
  'not-live-screen-leave',
  'connecting-screen',
  'connecting-screen-state',
  'connecting-screen-meta',
  'connecting-screen-title',
  'connecting-screen-line',
  'connecting-screen-steps',
  'connecting-screen-cancel',
  'play-gate',
  'play-gate-disc',
  'play-gate-label',
  'sound-gate',
  'stall-indicator',
  'far-end-hint',
  'reconnect-banner',
  'reconnect-banner-title',
  'reconnect-banner-line',
  'reconnect-banner-countdown',
  'reconnect-banner-retry',
  'reconnect-banner-stop',
  'afk-warning',
  'afk-warning-title',
  'afk-warning-line',
  'afk-warning-countdown',
  'afk-warning-stay',
  'afk-warning-leave',
  'runtime-warning',
  'disconnect-screen',
  'disconnect-screen-state',
  'disconnect-screen-code',
  'disconnect-screen-title',
  'disconnect-screen-line',
  'disconnect-screen-retry',
  'disconnect-screen-details',
  'live-badge',
  'connection-quality',
  'stats-panel',
  'stats-panel-title',
  'stats-panel-list',
  'input-lock-hint',
  'text-field',
  'text-field-title',
  'text-field-input',
  'text-field-area',
  'text-field-send',
  'text-field-cancel',
  'controls',
  'controls-play',
  'controls-mute',
  'controls-volume',
  'controls-space',
  'controls-pip',
  'controls-fullscreen',
  'seek-bar',
  'seek-bar-slider',
  'seek-bar-preview',
  'captions-menu',
  'audio-menu',
  'quality-menu',
] as const
export type Part = (typeof parts)[number]

/** Values of `data-surface`: what a part is drawn as. */
export const surfaces = [
  /** A screen at the edge of the picture. */
  'card',
  /** A modal dialog in the middle of the picture. */
  'dialog',
  /** A strip along the top of the picture. */
  'banner',
  /** A small label in a corner. */
  'chip',
  /** Figures over the picture. */
  'sheet',
  /** The controls at the foot of the picture. */
  'bar',
  /** The round sign of the play gate. */
  'disc',
] as const
export type Surface = (typeof surfaces)[number]

/**
 * Values of `data-slot`: what an element is on its surface, in the same words in every component. The stylesheet
 * selects by it where `data-standby` is present too.
 */
export const slots = [
  /** The first row of a card: a lamp, a word or a short title, meta text. */
  'strip',
  /** Small text at the end of the strip. */
  'meta',
  'title',
  /** The sentence below the title. */
  'line',
  /** Title and line of a dialog or banner, as one column. */
  'text',
  /** A row with one large figure. */
  'readout',
  /** Smaller text beside the figure. */
  'detail',
  /** The same at the end of the row. */
  'estimate',
  /** A rail with one tick per viewer or second. */
  'ticks',
  /** Three lamps that are lit in turn. */
  'lamps',
  /** The row of buttons. */
  'actions',
] as const
export type Slot = (typeof slots)[number]
