'use client'
import { RingSeconds, useRing } from '../../primitives/countdown/Ring.tsx'
import { useAfkWarning, type AfkWarningInfo } from '../../hooks/status/useAfkWarning.ts'
import { useSessionActions } from '../../hooks/session/useSessionActions.ts'
import { useSessionHandle } from '../../hooks/session/useSessionHandle.ts'
import { useMessages } from '../../i18n/use-messages.ts'
import { compound } from '../../primitives/part/compound.tsx'
import { useModal } from '../../primitives/part/use-modal.ts'
import { afkWarningMessages } from './AfkWarning.messages.ts'
import { SpokenSeconds } from './SpokenSeconds.tsx'

export type AfkWarningState = AfkWarningInfo
const afkWarning = /* @__PURE__ */ compound('AfkWarning', useAfkWarning)

const useText = () => useMessages(afkWarningMessages)
const useLineId = () => `${useSessionHandle().id}-afk`

function useRoot(afk: AfkWarningState | null) {
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
export const Root = /* @__PURE__ */ afkWarning.root('Root', 'dialog', useRoot)

function useCountdownPart({ deadline }: AfkWarningState) {
  const { afk } = useSessionHandle().policies
  const ring = useRing(deadline, afk ? deadline - afk.graceMs : undefined)
  if (!ring) return null
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
export const Countdown = /* @__PURE__ */ afkWarning.part('Countdown', 'div', useCountdownPart)

function useTitle() {
  return { 'data-slot': 'title', children: useText()('afkWarning.title') }
}
export const Title = /* @__PURE__ */ afkWarning.part('Title', 'h2', useTitle)

function useLine() {
  return { 'data-slot': 'line', id: useLineId(), children: useText()('afkWarning.line') }
}
export const Line = /* @__PURE__ */ afkWarning.part('Line', 'p', useLine)

function useStay() {
  const { stay } = useSessionActions()
  return { 'data-action': 'primary', onClick: () => stay(), children: useText()('afkWarning.stay') }
}
export const Stay = /* @__PURE__ */ afkWarning.part('Stay', 'button', useStay)

function useLeave() {
  const { leave } = useSessionActions()
  return { 'data-action': 'secondary', onClick: () => leave(), children: useText()('afkWarning.leave') }
}
export const Leave = /* @__PURE__ */ afkWarning.part('Leave', 'button', useLeave)
