'use client'
import { useEffect, useState } from 'react'
import { useAnnounce } from '../../primitives/announcer/use-announce.ts'
import { useSessionHandle } from '../../hooks/session/useSessionHandle.ts'
import { useMessages } from '../../i18n/use-messages.ts'
import { useClock } from '../../primitives/context/clock.ts'
import { copyText } from './copy-text.ts'
import { disconnectScreenMessages } from './DisconnectScreen.messages.ts'

/** How long the button shows the result, ms. */
const confirmMs = 3000

/** Copies the session's diagnostics as JSON and shows the result in the button's label. */
export function useCopiedDetails(): { label: string; copy: () => Promise<void> } {
  const session = useSessionHandle()
  const announce = useAnnounce()
  const clock = useClock()
  const t = useMessages(disconnectScreenMessages)
  const [outcome, setOutcome] = useState<'copied' | 'notCopied' | null>(null)

  useEffect(() => {
    if (!outcome) return
    const timer = clock.setTimeout(() => setOutcome(null), confirmMs)
    return () => clock.clearTimeout(timer)
  }, [outcome, clock])

  const copy = async () => {
    const done = await copyText(JSON.stringify(session.getDiagnostics(), null, 2))
    const next = done ? 'copied' : 'notCopied'
    setOutcome(next)
    announce({ key: 'copied', kind: 'status', text: t(`disconnect.${next}`) })
  }

  return { label: t(`disconnect.${outcome ?? 'copy'}`), copy }
}
