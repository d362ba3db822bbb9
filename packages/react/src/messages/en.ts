import { afkWarningMessages } from '../AfkWarning/AfkWarning.messages.ts'
import { connectingScreenMessages } from '../ConnectingScreen/ConnectingScreen.messages.ts'
import { controlsMessages } from '../Controls/Controls.messages.ts'
import { disconnectScreenMessages } from '../DisconnectScreen/DisconnectScreen.messages.ts'
import { farEndHintMessages } from '../FarEndHint/FarEndHint.messages.ts'
import { connectionQualityMessages } from '../ConnectionQuality/ConnectionQuality.messages.ts'
import { inputLockHintMessages } from '../InputLockHint/InputLockHint.messages.ts'
import { statsPanelMessages } from '../StatsPanel/StatsPanel.messages.ts'
import { streamInputMessages } from '../StreamInput/StreamInput.messages.ts'
import { textFieldMessages } from '../TextField/TextField.messages.ts'
import type { MessageText } from '../i18n/message.ts'
import { liveBadgeMessages } from '../LiveBadge/LiveBadge.messages.ts'
import { notLiveScreenMessages } from '../NotLiveScreen/NotLiveScreen.messages.ts'
import { playGateMessages } from '../PlayGate/PlayGate.messages.ts'
import { queueOverlayMessages } from '../QueueOverlay/QueueOverlay.messages.ts'
import { reconnectBannerMessages } from '../ReconnectBanner/ReconnectBanner.messages.ts'
import { runtimeWarningMessages } from '../RuntimeWarning/RuntimeWarning.messages.ts'
import { seekBarMessages } from '../SeekBar/SeekBar.messages.ts'
import { soundGateMessages } from '../SoundGate/SoundGate.messages.ts'
import { stallIndicatorMessages } from '../StallIndicator/StallIndicator.messages.ts'
import { streamViewMessages } from '../StreamView/StreamView.messages.ts'
import { trackMenusMessages } from '../TrackMenus/TrackMenus.messages.ts'

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
