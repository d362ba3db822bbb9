import type { ReactNode } from 'react'
import { AfkWarning } from '../AfkWarning/AfkWarning.tsx'
import { ConnectionQuality } from '../ConnectionQuality/ConnectionQuality.tsx'
import { ConnectingScreen } from '../ConnectingScreen/ConnectingScreen.tsx'
import { DisconnectScreen } from '../DisconnectScreen/DisconnectScreen.tsx'
import { FarEndHint } from '../FarEndHint/FarEndHint.tsx'
import { InputLockHint } from '../InputLockHint/InputLockHint.tsx'
import { LiveBadge } from '../LiveBadge/LiveBadge.tsx'
import { NotLiveScreen } from '../NotLiveScreen/NotLiveScreen.tsx'
import { PlayGate } from '../PlayGate/PlayGate.tsx'
import { QueueOverlay } from '../QueueOverlay/QueueOverlay.tsx'
import { ReconnectBanner } from '../ReconnectBanner/ReconnectBanner.tsx'
import { RuntimeWarning } from '../RuntimeWarning/RuntimeWarning.tsx'
import { Slots } from '../../primitives/slots/Slots.tsx'
import { SoundGate } from '../SoundGate/SoundGate.tsx'
import { StallIndicator } from '../StallIndicator/StallIndicator.tsx'
import { StatsPanel } from '../StatsPanel/StatsPanel.tsx'
import { StreamInput } from '../StreamInput/StreamInput.tsx'
import { StreamViewCorner } from '../StreamView/StreamViewCorner.tsx'
import { TextField } from '../TextField/TextField.tsx'

/** One slot per overlay. An element replaces the kit's overlay, `null` leaves it out. */
export interface StreamOverlaysProps {
  /** Takes the viewer's input for an interactive far end. */
  streamInput?: ReactNode
  liveBadge?: ReactNode
  soundGate?: ReactNode
  farEndHint?: ReactNode
  runtimeWarning?: ReactNode
  stallIndicator?: ReactNode
  playGate?: ReactNode
  queueOverlay?: ReactNode
  notLiveScreen?: ReactNode
  connectingScreen?: ReactNode
  disconnectScreen?: ReactNode
  reconnectBanner?: ReactNode
  textField?: ReactNode
  connectionQuality?: ReactNode
  /** Closed until `useStatsPanel()` opens it. */
  statsPanel?: ReactNode
  inputLockHint?: ReactNode
  afkWarning?: ReactNode
}

/**
 * Every overlay in its place. Each one shows and renders only in its own states. An overlay that throws is left out
 * until the session's status changes; the picture and the other overlays stay.
 */
export function StreamOverlays({
  streamInput = <StreamInput />,
  liveBadge = <LiveBadge />,
  soundGate = <SoundGate />,
  farEndHint = <FarEndHint />,
  runtimeWarning = <RuntimeWarning />,
  stallIndicator = <StallIndicator />,
  playGate = <PlayGate />,
  queueOverlay = <QueueOverlay />,
  notLiveScreen = <NotLiveScreen />,
  connectingScreen = <ConnectingScreen />,
  disconnectScreen = <DisconnectScreen />,
  reconnectBanner = <ReconnectBanner />,
  textField = <TextField />,
  connectionQuality = <ConnectionQuality />,
  statsPanel = <StatsPanel />,
  inputLockHint = <InputLockHint />,
  afkWarning = <AfkWarning />,
}: StreamOverlaysProps) {
  return (
    <Slots>
      {/* Below everything: it gets the input that no overlay above it took. */}
      {streamInput}
      {/* Cards and banners come first: DOM order is Tab order. */}
      {reconnectBanner}
      {queueOverlay}
      {notLiveScreen}
      {connectingScreen}
      {disconnectScreen}
      {playGate}
      {textField}
      <StreamViewCorner corner="top-start">
        {liveBadge}
        {farEndHint}
        {soundGate}
        {runtimeWarning}
      </StreamViewCorner>
      <StreamViewCorner corner="center">{stallIndicator}</StreamViewCorner>
      <StreamViewCorner corner="top-end">
        {connectionQuality}
        {statsPanel}
      </StreamViewCorner>
      <StreamViewCorner corner="bottom">{inputLockHint}</StreamViewCorner>
      {afkWarning}
    </Slots>
  )
}
