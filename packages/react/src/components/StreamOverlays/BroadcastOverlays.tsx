import { ConnectingScreen } from '../ConnectingScreen/ConnectingScreen.tsx'
import { DisconnectScreen } from '../DisconnectScreen/DisconnectScreen.tsx'
import { FarEndHint } from '../FarEndHint/FarEndHint.tsx'
import { LiveBadge } from '../LiveBadge/LiveBadge.tsx'
import { NotLiveScreen } from '../NotLiveScreen/NotLiveScreen.tsx'
import { PlayGate } from '../PlayGate/PlayGate.tsx'
import { ReconnectBanner } from '../ReconnectBanner/ReconnectBanner.tsx'
import { Slots } from '../../primitives/slots/Slots.tsx'
import { SoundGate } from '../SoundGate/SoundGate.tsx'
import { StallIndicator } from '../StallIndicator/StallIndicator.tsx'
import { StreamViewCorner } from '../StreamView/StreamViewCorner.tsx'
import type { StreamOverlaysProps } from './slots.ts'

/**
 * Every slot in its place. The overlays that a broadcast can show are imported here and are the defaults. The other
 * slots show only what is given, so that a player can load the rest later.
 */
export function BroadcastOverlays({
  streamInput,
  liveBadge = <LiveBadge />,
  soundGate = <SoundGate />,
  farEndHint = <FarEndHint />,
  runtimeWarning,
  stallIndicator = <StallIndicator />,
  playGate = <PlayGate />,
  queueOverlay,
  notLiveScreen = <NotLiveScreen />,
  connectingScreen = <ConnectingScreen />,
  disconnectScreen = <DisconnectScreen />,
  reconnectBanner = <ReconnectBanner />,
  textField,
  connectionQuality,
  statsPanel,
  inputLockHint,
  afkWarning,
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
