'use client'
import { useSessionActions } from '../../hooks/session/useSessionActions.ts'
import { useMessages } from '../../i18n/use-messages.ts'
import { Icon } from '../../primitives/icons/Icon.tsx'
import { check } from '../../primitives/icons/paths.ts'
import { part } from '../../primitives/part/part.tsx'
import { connectingScreenMessages } from './ConnectingScreen.messages.ts'
import { useStage, useSteps } from './use-connecting.ts'

function useStateWord() {
  const t = useMessages(connectingScreenMessages)
  return { children: t('connectingScreen.state') }
}
export const State = /* @__PURE__ */ part(
  'ConnectingScreen.State',
  'span',
  'connecting-screen-state',
  useStateWord,
)

function useMeta() {
  const steps = useSteps()
  const t = useMessages(connectingScreenMessages)
  if (!steps) return null
  return {
    'data-slot': 'meta',
    children: t('connectingScreen.stepOf', { step: steps.current + 1, of: steps.steps.length }),
  }
}
/** The number of the current step, e.g. "Step 2 of 3". */
export const Meta = /* @__PURE__ */ part('ConnectingScreen.Meta', 'span', 'connecting-screen-meta', useMeta)

function useTitle() {
  const stage = useStage()
  const t = useMessages(connectingScreenMessages)
  return stage && { 'data-slot': 'title', children: t(`connectingScreen.${stage}.title`) }
}
export const Title = /* @__PURE__ */ part('ConnectingScreen.Title', 'h2', 'connecting-screen-title', useTitle)

function useLine() {
  const stage = useStage()
  const t = useMessages(connectingScreenMessages)
  return stage === 'request' ? { 'data-slot': 'line', children: t('connectingScreen.request.line') } : null
}
export const Line = /* @__PURE__ */ part('ConnectingScreen.Line', 'p', 'connecting-screen-line', useLine)

function useStepList() {
  const steps = useSteps()
  const t = useMessages(connectingScreenMessages)
  if (!steps) return null
  const children = steps.steps.map((step, index) => {
    const done = index < steps.current
    return (
      <li
        key={step}
        data-standby="connecting-screen-step"
        data-done={done ? '' : undefined}
        aria-current={index === steps.current ? 'step' : undefined}
      >
        {done ? <Icon d={check} /> : null}
        {/* In a span: page translation replaces bare text nodes, and React could not insert the icon before one. */}
        <span>{t(`connectingScreen.${step}.step`)}</span>
      </li>
    )
  })
  return { children }
}
/** The steps: done, current and still to come. They have names because no percentage can be measured. */
export const Steps = /* @__PURE__ */ part(
  'ConnectingScreen.Steps',
  'ol',
  'connecting-screen-steps',
  useStepList,
)

function useCancel() {
  const t = useMessages(connectingScreenMessages)
  const { leave } = useSessionActions()
  return {
    'data-action': 'secondary',
    onClick: () => leave(),
    children: t('connectingScreen.cancel'),
  }
}
export const Cancel = /* @__PURE__ */ part(
  'ConnectingScreen.Cancel',
  'button',
  'connecting-screen-cancel',
  useCancel,
)
