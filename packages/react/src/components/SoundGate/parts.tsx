'use client'
import { usePlayback, type Playback } from '../../hooks/media/usePlayback.ts'
import { useSession } from '../../hooks/session/useSession.ts'
import { useMessages } from '../../i18n/use-messages.ts'
import { Icon } from '../../primitives/icons/Icon.tsx'
import { muted } from '../../primitives/icons/paths.ts'
import { part } from '../../primitives/part/part.tsx'
import { soundGateMessages } from './SoundGate.messages.ts'

export type SoundGateState = Playback

function useSoundGate(): SoundGateState | null {
  const hasMedia = useSession(({ status }) => status === 'streaming' || status === 'idle')
  const playback = usePlayback()
  const { state, mutedBy } = playback
  return !hasMedia || mutedBy !== 'policy' || state === 'blocked' ? null : playback
}

function useRoot(playback: SoundGateState | null) {
  const t = useMessages(soundGateMessages)
  if (!playback) return null
  return {
    'data-surface': 'chip',
    onClick: () => playback.setMuted(false),
    children: (
      <>
        <Icon d={muted} />
        <span data-standby="sound-gate-label">{t('soundGate.unmute')}</span>
      </>
    ),
  }
}
/** Unmutes a picture that the browser plays only without sound; nothing where the viewer muted it. */
export const Root = /* @__PURE__ */ part('SoundGate.Root', 'button', 'sound-gate', useSoundGate, useRoot)
