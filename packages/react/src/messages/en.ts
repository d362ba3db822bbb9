import { afkWarningMessages } from '../components/AfkWarning/AfkWarning.messages.ts'
import { connectingScreenMessages } from '../components/ConnectingScreen/ConnectingScreen.messages.ts'
import { controlsMessages } from '../components/Controls/Controls.messages.ts'
import { disconnectScreenMessages } from '../components/DisconnectScreen/DisconnectScreen.messages.ts'
import { farEndHintMessages } from '../components/FarEndHint/FarEndHint.messages.ts'
import { connectionQualityMessages } from '../components/ConnectionQuality/ConnectionQuality.messages.ts'
import { inputLockHintMessages } from '../components/InputLockHint/InputLockHint.messages.ts'
import { statsPanelMessages } from '../components/StatsPanel/StatsPanel.messages.ts'
import { streamInputMessages } from '../components/StreamInput/StreamInput.messages.ts'
import { textFieldMessages } from '../components/TextField/TextField.messages.ts'
import type { MessageText } from '../i18n/message.ts'
import { liveBadgeMessages } from '../components/LiveBadge/LiveBadge.messages.ts'
import { notLiveScreenMessages } from '../components/NotLiveScreen/NotLiveScreen.messages.ts'
import { playGateMessages } from '../components/PlayGate/PlayGate.messages.ts'
import { queueOverlayMessages } from '../components/QueueOverlay/QueueOverlay.messages.ts'
import { reconnectBannerMessages } from '../components/ReconnectBanner/ReconnectBanner.messages.ts'
import { runtimeWarningMessages } from '../components/RuntimeWarning/RuntimeWarning.messages.ts'
import { seekBarMessages } from '../components/SeekBar/SeekBar.messages.ts'
import { soundGateMessages } from '../components/SoundGate/SoundGate.messages.ts'
import { stallIndicatorMessages } from '../components/StallIndicator/StallIndicator.messages.ts'
import { streamViewMessages } from '../components/StreamView/StreamView.messages.ts'
import { trackMenusMessages } from '../components/TrackMenus/TrackMenus.messages.ts'

/**
 * Every text of the kit in English, to translate from. An app in English needs no catalogue: each component
 * brings its own texts.
 */
export const en = {
  ...textFieldMessages,
  ...streamInputMessages,
  ...statsPanelMessages,
  ...inputLockHintMessages,
  ...connectionQualityMessages,
  ...afkWarningMessages,
  ...connectingScreenMessages,
  ...controlsMessages,
  ...disconnectScreenMessages,
  ...farEndHintMessages,
  ...liveBadgeMessages,
  ...notLiveScreenMessages,
  ...playGateMessages,
  ...queueOverlayMessages,
  ...reconnectBannerMessages,
  ...runtimeWarningMessages,
  ...seekBarMessages,
  ...soundGateMessages,
  ...stallIndicatorMessages,
  ...streamViewMessages,
  ...trackMenusMessages,
} as const

export type MessageKey = keyof typeof en

/** A whole translation: a text for every key. Plain data, so it crosses from server to client. */
export type Catalogue = Readonly<Record<MessageKey, MessageText>>
