'use client'
import { RingSeconds, useRing } from '../../primitives/countdown/Ring.tsx'
import { useAfkWarning } from '../../hooks/status/useAfkWarning.ts'
import { useSessionActions } from '../../hooks/session/useSessionActions.ts'
import { useSessionHandle } from '../../hooks/session/useSessionHandle.ts'
import { useMessages } from '../../i18n/use-messages.ts'
import { part } from '../../primitives/part/part.tsx'
import { useModal } from '../../primitives/part/use-modal.ts'
import { afkWarningMessages } from './AfkWarning.messages.ts'
import { SpokenSeconds } from './SpokenSeconds.tsx'

const useText = () => useMessages(afkWarningMessages)
const useLineId = () => `${useSessionHandle().id}-afk`

function useRoot() {
  const afk = useAfkWarning()
  const modal = useModal(afk !== null, afk?.stay)
  const t = useText()
  const describedBy = useLineId()
  if (!afk) return null
  return {
    ...modal,
    role: 'alertdialog',
    'data-surface': 'dialog',
    'aria-label': t('afkWarning.title'),
    'aria-describedby': describedBy,
  }
}
/** The modal dialog; nothing while the viewer is active. Closing it in any way but Leave keeps the session. */
export const Root = /* @__PURE__ */ part('AfkWarning.Root', 'dialog', 'afk-warning', useRoot)

function useCountdownPart() {
  const deadline = useAfkWarning()?.deadline
  const { afk } = useSessionHandle().policies
  const ring = useRing(deadline, afk && deadline !== undefined ? deadline - afk.graceMs : undefined)
  if (!ring || deadline === undefined) return null
  return {
    role: 'timer',
    'data-ring': '',
    style: ring.style,
    children: (
      <>
        {ring.dots}
        <RingSeconds deadline={deadline} />
        <SpokenSeconds deadline={deadline} />
      </>
    ),
  }
}
/** The seconds left, in a ring with one dot per second. */
export const Countdown = /* @__PURE__ */ part(
  'AfkWarning.Countdown',
  'div',
  'afk-warning-countdown',
  useCountdownPart,
)

function useTitle() {
  return { 'data-slot': 'title', children: useText()('afkWarning.title') }
}
export const Title = /* @__PURE__ */ part('AfkWarning.Title', 'h2', 'afk-warning-title', useTitle)

function useLine() {
  return { 'data-slot': 'line', id: useLineId(), children: useText()('afkWarning.line') }
}
export const Line = /* @__PURE__ */ part('AfkWarning.Line', 'p', 'afk-warning-line', useLine)

function useStay() {
  const { stay } = useSessionActions()
  return { 'data-action': 'primary', onClick: () => stay(), children: useText()('afkWarning.stay') }
}
export const Stay = /* @__PURE__ */ part('AfkWarning.Stay', 'button', 'afk-warning-stay', useStay)

function useLeave() {
  const { leave } = useSessionActions()
  return { 'data-action': 'secondary', onClick: () => leave(), children: useText()('afkWarning.leave') }
}
export const Leave = /* @__PURE__ */ part('AfkWarning.Leave', 'button', 'afk-warning-leave', useLeave)
