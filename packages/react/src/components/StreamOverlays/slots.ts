import type { ReactNode } from 'react'

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

/** The slots whose overlays only a session with places, or a far end that takes input, can show. */
export const interactiveSlots = [
  'streamInput',
  'runtimeWarning',
  'queueOverlay',
  'textField',
  'connectionQuality',
  'inputLockHint',
  'afkWarning',
] as const satisfies readonly (keyof StreamOverlaysProps)[]
export type InteractiveSlot = (typeof interactiveSlots)[number]
