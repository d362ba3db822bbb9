'use client'
import { useSession } from '../../hooks/session/useSession.ts'
import { useSessionActions } from '../../hooks/session/useSessionActions.ts'
import { useSessionHandle } from '../../hooks/session/useSessionHandle.ts'
import { useMessages } from '../../i18n/use-messages.ts'
import { Icon } from '../../primitives/icons/Icon.tsx'
import { play as triangle } from '../../primitives/icons/paths.ts'
import { compound } from '../../primitives/part/compound.tsx'
import { useHydrated } from '../../session/reading/use-selector.ts'
import { playGateMessages } from './PlayGate.messages.ts'

export interface PlayGateState {
  /** `ready`: the session waits for the viewer. `blocked`: the browser refused to play without a press. */
  readonly reason: 'ready' | 'blocked'
}

const ready: PlayGateState = { reason: 'ready' }
const blocked: PlayGateState = { reason: 'blocked' }

function usePlayGate(): PlayGateState | null {
  const hydrated = useHydrated()
  const { status, playback } = useSession(({ status, playback }) => ({ status, playback }))
  // A server cannot know whether the stream starts by itself, and its button would not work before hydration.
  if (status === 'ready') return hydrated ? ready : null
  return playback === 'blocked' && (status === 'streaming' || status === 'idle') ? blocked : null
}
const playGate = /* @__PURE__ */ compound('PlayGate', usePlayGate)

function useRoot(gate: PlayGateState | null) {
  const { media } = useSessionHandle()
  const { start } = useSessionActions()
  const t = useMessages(playGateMessages)
  if (!gate) return null
  return {
    'aria-label': t('playGate.play'),
    onClick: () => (gate.reason === 'ready' ? start() : media.play()),
  }
}
/**
 * The whole picture as one button. It starts a session that waits for the viewer, or a picture that the browser
 * refused to start by itself. Nothing in any other state.
 */
export const Root = /* @__PURE__ */ playGate.root('Root', 'button', useRoot)

function useDisc() {
  return { 'data-surface': 'disc', 'aria-hidden': true, children: <Icon d={triangle} /> } as const
}
/** Decoration: shows that the picture can be pressed. */
export const Disc = /* @__PURE__ */ playGate.part('Disc', 'span', useDisc)

function useLabel() {
  const t = useMessages(playGateMessages)
  return { 'data-surface': 'chip', 'aria-hidden': true, children: t('playGate.play') } as const
}
export const Label = /* @__PURE__ */ playGate.part('Label', 'span', useLabel)
