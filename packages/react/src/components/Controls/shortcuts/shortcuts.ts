import type { Session } from '@standby/core'
import { seekBy } from '../../SeekBar/seek.ts'
import { toggleCaptions } from '../../TrackMenus/captions.ts'

/** One press of an arrow, s. */
const seekStep = 5
/** One press of an arrow; the volume is 0 to 1. */
const volumeStep = 0.05

export interface ShortcutTargets {
  readonly session: Session
  readonly toggleFullscreen: () => void
}

type Action = (targets: ShortcutTargets) => void

const actions: Record<string, Action> = {
  ' ': ({ session }) => togglePlay(session),
  k: ({ session }) => togglePlay(session),
  m: ({ session }) => session.media.setMuted(!session.media.get().muted),
  f: ({ toggleFullscreen }) => toggleFullscreen(),
  c: ({ session }) => toggleCaptions(session.tracks),
  ArrowLeft: ({ session }) => seekBy(session, -seekStep),
  ArrowRight: ({ session }) => seekBy(session, seekStep),
  ArrowUp: ({ session }) => changeVolume(session, volumeStep),
  ArrowDown: ({ session }) => changeVolume(session, -volumeStep),
}

/** Runs the shortcut of a key. `false` where the key is no shortcut, or the focused element needs it itself. */
export function runShortcut(event: KeyboardEvent, targets: ShortcutTargets): boolean {
  if (event.defaultPrevented || event.ctrlKey || event.altKey || event.metaKey) return false
  const action = actions[keyOf(event)]
  if (!action || needsKey(event)) return false
  // A held key must not toggle again and again; a held arrow repeats.
  if (event.repeat && !event.key.startsWith('Arrow')) return true
  action(targets)
  return true
}

/** The printed letter; on a keyboard without Latin letters, the Latin letter of the same physical key. */
function keyOf({ key, code }: KeyboardEvent): string {
  if (key.length > 1 || key === ' ') return key
  return /^[a-z]$/i.test(key) ? key.toLowerCase() : code.replace(/^Key/, '').toLowerCase()
}

function needsKey({ target, key }: KeyboardEvent): boolean {
  if (!(target instanceof HTMLElement)) return false
  if (target.isContentEditable || target.closest('textarea, select, dialog, [role="menu"]')) return true
  if (target instanceof HTMLInputElement) return target.type !== 'range' || key.startsWith('Arrow')
  return key === ' ' && target.closest('button, a, summary') !== null
}

function togglePlay({ media, getState }: Session): void {
  const { playback } = getState()
  if (playback === 'paused' || playback === 'blocked') media.play()
  else media.pause()
}

function changeVolume({ media }: Session, by: number): void {
  const { volume, muted } = media.get()
  const next = (muted ? 0 : volume) + by
  media.setVolume(Math.round(Math.min(1, Math.max(0, next)) * 100) / 100)
}
