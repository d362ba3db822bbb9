import type { Messages } from '../../i18n/message.ts'

export const statsPanelMessages = {
  'statsPanel.title': 'Stream statistics',
  'statsPanel.bitrate': 'Bitrate',
  'statsPanel.roundTripMs': 'Round trip',
  'statsPanel.framesPerSecond': 'Frame rate',
  'statsPanel.jitterMs': 'Jitter',
  'statsPanel.packetLoss': 'Packets lost',
  'statsPanel.bufferedMs': 'Buffered',
  'statsPanel.framesDropped': 'Frames dropped',
  'statsPanel.freezes': 'Freezes',
  'statsPanel.size': 'Picture',
  'statsPanel.codec': 'Codec',
  'statsPanel.fps': '{value} fps',
} as const satisfies Messages
