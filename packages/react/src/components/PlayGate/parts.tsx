'use client'
import { usePlayback } from '../../hooks/media/usePlayback.ts'
import { useSession } from '../../hooks/session/useSession.ts'
import { useSessionActions } from '../../hooks/session/useSessionActions.ts'
import { useMessages } from '../../i18n/use-messages.ts'
import { Icon } from '../../primitives/icons/Icon.tsx'
import { play as triangle } from '../../primitives/icons/paths.ts'
import { part } from '../../primitives/part/part.tsx'
import { useHydrated } from '../../session/reading/use-selector.ts'
import { playGateMessages } from './PlayGate.messages.ts'

function useRoot() {
  const hydrated = useHydrated()
  const status = useSession((state) => state.status)
  const { state, play } = usePlayback()
  const { start } = useSessionActions()
  const t = useMessages(playGateMessages)
  // A server cannot know whether the stream starts by itself, and its button would not work before hydration.
  if (status === 'ready')
    return hydrated ? { 'aria-label': t('playGate.play'), onClick: () => start() } : null
  const refused = state === 'blocked' && (status === 'streaming' || status === 'idle')
  return refused ? { 'aria-label': t('playGate.play'), onClick: () => play() } : null
}
/**
 * The whole picture as one button. It starts a session that waits for the viewer, or a picture that the browser
 * refused to start by itself. Nothing in any other state.
 */
export const Root = /* @__PURE__ */ part('PlayGate.Root', 'button', 'play-gate', useRoot)

function useDisc() {
  return { 'data-surface': 'disc', 'aria-hidden': true, children: <Icon d={triangle} /> } as const
}
/** Decoration: shows that the picture can be pressed. */
export const Disc = /* @__PURE__ */ part('PlayGate.Disc', 'span', 'play-gate-disc', useDisc)

function useLabel() {
  const t = useMessages(playGateMessages)
  return { 'data-surface': 'chip', 'aria-hidden': true, children: t('playGate.play') } as const
}
export const Label = /* @__PURE__ */ part('PlayGate.Label', 'span', 'play-gate-label', useLabel)
