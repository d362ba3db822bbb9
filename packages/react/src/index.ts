export { StreamPlayer, type StreamPlayerProps } from './StreamPlayer/StreamPlayer.tsx'
export { StreamProvider, type StreamProviderProps } from './session/StreamProvider.tsx'
export { StreamView, type StreamViewProps } from './StreamView/StreamView.tsx'
export { StreamViewCorner, type StreamViewCornerProps } from './StreamView/StreamViewCorner.tsx'
export { StreamOverlays, type StreamOverlaysProps } from './StreamOverlays/StreamOverlays.tsx'
export { Controls, type ControlsProps } from './Controls/Controls.tsx'
export { SeekBar } from './SeekBar/SeekBar.tsx'
export { AudioMenu } from './TrackMenus/AudioMenu.tsx'
export { CaptionsMenu } from './TrackMenus/CaptionsMenu.tsx'
export { QualityMenu } from './TrackMenus/QualityMenu.tsx'

export { AfkWarning } from './AfkWarning/AfkWarning.tsx'
export { ConnectionQuality } from './ConnectionQuality/ConnectionQuality.tsx'
export { ConnectingScreen } from './ConnectingScreen/ConnectingScreen.tsx'
export { DisconnectScreen } from './DisconnectScreen/DisconnectScreen.tsx'
export { FarEndHint } from './FarEndHint/FarEndHint.tsx'
export { InputLockHint } from './InputLockHint/InputLockHint.tsx'
export { LiveBadge } from './LiveBadge/LiveBadge.tsx'
export { NotLiveScreen } from './NotLiveScreen/NotLiveScreen.tsx'
export { PlayGate } from './PlayGate/PlayGate.tsx'
export { QueueOverlay } from './QueueOverlay/QueueOverlay.tsx'
export { ReconnectBanner } from './ReconnectBanner/ReconnectBanner.tsx'
export { RuntimeWarning } from './RuntimeWarning/RuntimeWarning.tsx'
export { SoundGate } from './SoundGate/SoundGate.tsx'
export { StallIndicator } from './StallIndicator/StallIndicator.tsx'
export { StatsPanel, type StatsPanelProps } from './StatsPanel/StatsPanel.tsx'
export { StreamInput, type StreamInputProps } from './StreamInput/StreamInput.tsx'
export { TextField } from './TextField/TextField.tsx'

export { useSession, type UseSessionOptions } from './hooks/useSession.ts'
export { useSessionHandle } from './hooks/useSessionHandle.ts'
export { useSessionActions, type SessionActions } from './hooks/useSessionActions.ts'
export { useCreateSession } from './session/useCreateSession.ts'
export { useQueuePosition } from './hooks/useQueuePosition.ts'
export { useAfkWarning, type AfkWarningInfo } from './hooks/useAfkWarning.ts'
export { useReconnect, type ReconnectInfo } from './hooks/useReconnect.ts'
export { useRuntimeWarning, type RuntimeWarningInfo } from './hooks/useRuntimeWarning.ts'
export { useDisconnect } from './hooks/useDisconnect.ts'
export { usePlayback, type Playback } from './hooks/usePlayback.ts'
export { useLive, useLiveSample, type LiveEdge } from './hooks/useLive.ts'
export { useStreamStats } from './hooks/useStreamStats.ts'
export { useQuality, type QualityChoice } from './hooks/useQuality.ts'
export { useTextTracks, type TextTrackChoice } from './hooks/useTextTracks.ts'
export { useAudioTracks, type AudioTrackChoice } from './hooks/useAudioTracks.ts'
export { usePictureInPicture, type PictureInPicture } from './hooks/usePictureInPicture.ts'
export { useFullscreen, type Fullscreen, type UseFullscreenOptions } from './hooks/useFullscreen.ts'
export { useMicrophone, type Microphone } from './hooks/useMicrophone.ts'
export { useTextInput, type TextInput } from './hooks/useTextInput.ts'
export { useInputLock } from './hooks/useInputLock.ts'
export { useStatsPanel, type StatsPanelState } from './hooks/useStatsPanel.ts'
export { useDocumentTitle } from './hooks/useDocumentTitle.ts'
export { useMessage } from './hooks/useMessage.ts'
export { useCountdown, type Countdown } from './countdown/useCountdown.ts'
export { useAnnounce } from './announcer/use-announce.ts'
export { AnnouncerOutlet } from './announcer/AnnouncerOutlet.tsx'
export type { Announcement } from './announcer/announcer.ts'

export { I18nProvider, type I18nProviderProps } from './i18n/I18nProvider.tsx'
export type { Messages, MessageText } from './i18n/message.ts'
export { corners, parts, streamViewAttributes, type Corner, type Part } from './dom-contract.ts'

export { createSession } from '@standby/core'
export type {
  Cause,
  EndInfo,
  PlaybackState,
  Session,
  SessionEvents,
  SessionOptions,
  SessionState,
  Status,
  StreamSource,
} from '@standby/core'
