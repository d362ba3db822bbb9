import { AfkWarning } from '../AfkWarning/AfkWarning.tsx'
import { ConnectionQuality } from '../ConnectionQuality/ConnectionQuality.tsx'
import { InputLockHint } from '../InputLockHint/InputLockHint.tsx'
import { QueueOverlay } from '../QueueOverlay/QueueOverlay.tsx'
import { RuntimeWarning } from '../RuntimeWarning/RuntimeWarning.tsx'
import { StatsPanel } from '../StatsPanel/StatsPanel.tsx'
import { StreamInput } from '../StreamInput/StreamInput.tsx'
import { TextField } from '../TextField/TextField.tsx'
import { BroadcastOverlays } from './BroadcastOverlays.tsx'
import type { StreamOverlaysProps } from './slots.ts'

export type { StreamOverlaysProps } from './slots.ts'

/**
 * Every overlay in its place. Each one shows and renders only in its own states. An overlay that throws is left out
 * until the session's status changes; the picture and the other overlays stay. All of them are imported at once;
 * `StreamPlayer` and `HlsPlayer` load those of interactive sessions only when the session needs them.
 */
export function StreamOverlays({
  streamInput = <StreamInput />,
  runtimeWarning = <RuntimeWarning />,
  queueOverlay = <QueueOverlay />,
  textField = <TextField />,
  connectionQuality = <ConnectionQuality />,
  statsPanel = <StatsPanel />,
  inputLockHint = <InputLockHint />,
  afkWarning = <AfkWarning />,
  ...others
}: StreamOverlaysProps) {
  return (
    <BroadcastOverlays
      {...others}
      streamInput={streamInput}
      runtimeWarning={runtimeWarning}
      queueOverlay={queueOverlay}
      textField={textField}
      connectionQuality={connectionQuality}
      statsPanel={statsPanel}
      inputLockHint={inputLockHint}
      afkWarning={afkWarning}
    />
  )
}
