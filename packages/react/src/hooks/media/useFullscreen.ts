'use client'
import { useMemo, useSyncExternalStore, type RefObject } from 'react'
import type { Session } from '@standby/core'
import { fullscreenElement, onFullscreenChange, fullscreenSupport } from '../../session/fullscreen.ts'
import { useLatest } from '../../primitives/effects/use-latest.ts'
import { useStreamView } from '../../primitives/context/stream-view.ts'
import { useSessionHandle } from '../session/useSessionHandle.ts'

export interface UseFullscreenOptions {
  /** The element to make fullscreen. Default: the enclosing `StreamView`. */
  target?: RefObject<HTMLElement | null> | HTMLElement | null
}

export interface Fullscreen {
  readonly active: boolean
  /** Rejects when the browser refuses, e.g. without a user gesture. */
  readonly enter: () => Promise<void>
  readonly exit: () => Promise<void>
  readonly toggle: () => Promise<void>
}

/** Fullscreen of the view with its overlays; `null` where there is no target or the browser has no fullscreen. */
export function useFullscreen({ target }: UseFullscreenOptions = {}): Fullscreen | null {
  const session = useSessionHandle()
  const view = useStreamView()
  const latestTarget = useLatest(target ?? view?.root ?? null)
  const support = useSyncExternalStore(onFullscreenChange, fullscreenSupport, () => null)
  const active = useSyncExternalStore(
    onFullscreenChange,
    () => isInside(element(latestTarget.current)),
    () => false,
  )
  const available = support !== null && (target !== undefined || view !== null)
  return useMemo(() => {
    if (!available) return null
    const enter = () => request(element(latestTarget.current), session)
    const exit = () => document.exitFullscreen()
    return { active, enter, exit, toggle: active ? exit : enter }
  }, [available, active, latestTarget, session])
}

type Target = RefObject<HTMLElement | null> | HTMLElement | null

function element(target: Target): HTMLElement | null {
  return target && 'current' in target ? target.current : target
}

function isInside(target: HTMLElement | null): boolean {
  const full = fullscreenElement()
  return full !== null && target !== null && (full === target || full.contains(target))
}

/** Before iOS 26 iPhones have no element fullscreen: there only the video becomes fullscreen. */
async function request(target: HTMLElement | null, session: Session): Promise<void> {
  if (target?.requestFullscreen) return target.requestFullscreen({ navigationUI: 'hide' })
  const video: (HTMLVideoElement & { webkitEnterFullscreen?: () => void }) | null = session.media.video
  video?.webkitEnterFullscreen?.()
}
