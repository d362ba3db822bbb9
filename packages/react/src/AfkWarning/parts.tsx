'use client'
import { RingSeconds, useRing } from '../countdown/Ring.tsx'
import { useAfkWarning } from '../hooks/useAfkWarning.ts'
import { useSessionHandle } from '../hooks/useSessionHandle.ts'
import { useSessionActions } from '../hooks/useSessionActions.ts'
import { useFormat, useMessages } from '../i18n/use-messages.ts'
import { part } from '../part/part.tsx'
import { afkWarningMessages } from './AfkWarning.messages.ts'
import { SpokenSeconds } from './SpokenSeconds.tsx'
import { useLineId } from './Root.tsx'

function useCountdownPart() {
  const deadline = useAfkWarning()?.deadline ?? 0
  const { afk } = useSessionHandle().policies
  const { style, dots } = useRing(deadline, afk ? deadline - afk.graceMs : undefined)
  const { number } = useFormat()
  return {
    role: 'timer',
    'data-ring': '',
    style,
    children: (
      <>
        {dots}
        <RingSeconds deadline={deadline} format={number} />
        <SpokenSeconds deadline={deadline} />
      </>
    ),
  }
}
/** One dot a second around the seconds. */
export const Countdown = /* @__PURE__ */ part('div', 'afk-warning-countdown', useCountdownPart)

function useTitle() {
  const t = useMessages(afkWarningMessages)
  return { children: t('afkWarning.title') }
}
export const Title = /* @__PURE__ */ part('h2', 'afk-warning-title', useTitle)

function useLine() {
  const t = useMessages(afkWarningMessages)
  return { id: useLineId(), children: t('afkWarning.line') }
}
export const Line = /* @__PURE__ */ part('p', 'afk-warning-line', useLine)

function useStay() {
  const t = useMessages(afkWarningMessages)
  const { stay } = useSessionActions()
  return { 'data-action': 'primary', onClick: () => stay(), children: t('afkWarning.stay') }
}
export const Stay = /* @__PURE__ */ part('button', 'afk-warning-stay', useStay)

function useLeave() {
  const t = useMessages(afkWarningMessages)
  const { leave } = useSessionActions()
  return { 'data-action': 'secondary', onClick: () => leave(), children: t('afkWarning.leave') }
}
export const Leave = /* @__PURE__ */ part('button', 'afk-warning-leave', useLeave)
