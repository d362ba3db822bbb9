import { omitUndefined } from '../../primitives/props/omit-undefined.ts'
import { StatsPanel } from '../StatsPanel/StatsPanel.tsx'
import { BroadcastOverlays } from './BroadcastOverlays.tsx'
import { interactiveOverlays } from './interactive-overlays.tsx'
import type { StreamOverlaysProps } from './slots.ts'

export type { StreamOverlaysProps } from './slots.ts'

/**
 * Every overlay in its place. Each one shows and renders only in its own states. An overlay that throws is left out
 * until the session's status changes; the picture and the other overlays stay. All of them are imported at once;
 * `StreamPlayer` and `HlsPlayer` load those of interactive sessions only when the session needs them.
 */
export function StreamOverlays(props: StreamOverlaysProps) {
  return <BroadcastOverlays {...interactiveOverlays} statsPanel={<StatsPanel />} {...omitUndefined(props)} />
}
