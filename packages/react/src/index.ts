export { StreamPlayer, type StreamPlayerProps } from './components/StreamPlayer/StreamPlayer.tsx'
export { StreamProvider, type StreamProviderProps } from './session/StreamProvider.tsx'
export { StreamView, type StreamViewProps } from './components/StreamView/StreamView.tsx'
export { StreamViewCorner, type StreamViewCornerProps } from './components/StreamView/StreamViewCorner.tsx'
export { StreamOverlays, type StreamOverlaysProps } from './components/StreamOverlays/StreamOverlays.tsx'
export { Controls, type ControlsProps } from './components/Controls/Controls.tsx'
export { SeekBar } from './components/SeekBar/SeekBar.tsx'
export { AudioMenu } from './components/TrackMenus/AudioMenu.tsx'
export { CaptionsMenu } from './components/TrackMenus/CaptionsMenu.tsx'
export { QualityMenu } from './components/TrackMenus/QualityMenu.tsx'

export { AfkWarning } from './components/AfkWarning/AfkWarning.tsx'
export { ConnectionQuality } from './components/ConnectionQuality/ConnectionQuality.tsx'
export { ConnectingScreen } from './components/ConnectingScreen/ConnectingScreen.tsx'
export { DisconnectScreen } from './components/DisconnectScreen/DisconnectScreen.tsx'
export { FarEndHint } from './components/FarEndHint/FarEndHint.tsx'
export { InputLockHint } from './components/InputLockHint/InputLockHint.tsx'
export { LiveBadge } from './components/LiveBadge/LiveBadge.tsx'
export { NotLiveScreen } from './components/NotLiveScreen/NotLiveScreen.tsx'
export { PlayGate } from './components/PlayGate/PlayGate.tsx'
export { QueueOverlay } from './components/QueueOverlay/QueueOverlay.tsx'
export { ReconnectBanner } from './components/ReconnectBanner/ReconnectBanner.tsx'
export { RuntimeWarning } from './components/RuntimeWarning/RuntimeWarning.tsx'
export { SoundGate } from './components/SoundGate/SoundGate.tsx'
export { StallIndicator } from './components/StallIndicator/StallIndicator.tsx'
export { StatsPanel, type StatsPanelProps } from './components/StatsPanel/StatsPanel.tsx'
export { StreamInput, type StreamInputProps } from './components/StreamInput/StreamInput.tsx'
export { TextField } from './components/TextField/TextField.tsx'

export { useSession, type UseSessionOptions } from './hooks/session/useSession.ts'
export { useSessionHandle } from './hooks/session/useSessionHandle.ts'
export { useSessionActions, type SessionActions } from './hooks/session/useSessionActions.ts'
export { useCreateSession } from './session/useCreateSession.ts'
export { useQueuePosition } from './hooks/status/useQueuePosition.ts'
export { useAfkWarning, type AfkWarningInfo } from './hooks/status/useAfkWarning.ts'
export { useReconnect, type ReconnectInfo } from './hooks/status/useReconnect.ts'
export { useRuntimeWarning, type RuntimeWarningInfo } from './hooks/status/useRuntimeWarning.ts'
export { useSessionEnd } from './hooks/status/useSessionEnd.ts'
export { usePlayback, type Playback } from './hooks/media/usePlayback.ts'
export { useLive, useLiveSample, type LiveEdge } from './hooks/media/useLive.ts'
export { useStreamStats } from './hooks/media/useStreamStats.ts'
export { useQuality, type QualityChoice } from './hooks/media/useQuality.ts'
export { useTextTracks, type TextTrackChoice } from './hooks/media/useTextTracks.ts'
export { useAudioTracks, type AudioTrackChoice } from './hooks/media/useAudioTracks.ts'
export { usePictureInPicture, type PictureInPicture } from './hooks/media/usePictureInPicture.ts'
export { useFullscreen, type Fullscreen, type UseFullscreenOptions } from './hooks/media/useFullscreen.ts'
export { useMicrophone, type Microphone } from './hooks/media/useMicrophone.ts'
export { useTextInput, type TextInput } from './hooks/session/useTextInput.ts'
export { useInputLock } from './hooks/session/useInputLock.ts'
export { useStatsPanel, type StatsPanelState } from './hooks/media/useStatsPanel.ts'
export { useDocumentTitle } from './components/DocumentTitle/useDocumentTitle.ts'
export { useMessage } from './hooks/status/useMessage.ts'
export { useCountdown, type Countdown } from './primitives/countdown/useCountdown.ts'
export { useAnnounce } from './primitives/announcer/use-announce.ts'
export { AnnouncerOutlet } from './primitives/announcer/AnnouncerOutlet.tsx'
export type { Announce, Announcement } from './primitives/announcer/announcer.ts'

export type { PartProps, RenderedPartProps } from './primitives/part/part.tsx'
export { I18nProvider, type I18nProviderProps } from './i18n/I18nProvider.tsx'
export type { Messages, MessageText } from './i18n/message.ts'
export {
  corners,
  parts,
  slots,
  streamViewAttributes,
  surfaces,
  type Corner,
  type Part,
  type Slot,
  type Surface,
} from './styles/dom-contract.ts'

export { createSession } from '@standby/core'
export type {
  Cause,
  CloseCause,
  ConnectingStep,
  EndInfo,
  EndKind,
  FarEnd,
  LiveSample,
  MediaTrack,
  NotLive,
  PlaybackState,
  Quality,
  Queue,
  Reconnect,
  Recovery,
  Session,
  SessionEvents,
  SessionOptions,
  SessionState,
  StatsSample,
  Status,
  StreamSource,
  Tracks,
} from '@standby/core'
