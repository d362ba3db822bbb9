'use client'
import { useSessionActions } from '../../hooks/session/useSessionActions.ts'
import { useMessages } from '../../i18n/use-messages.ts'
import { Icon } from '../../primitives/icons/Icon.tsx'
import { check } from '../../primitives/icons/paths.ts'
import { compound } from '../../primitives/part/compound.tsx'
import { useAnnounced } from '../../primitives/part/use-announced.ts'
import { connectingScreenMessages } from './ConnectingScreen.messages.ts'
import { useConnecting, type ConnectingScreenState } from './use-connecting.ts'

const connectingScreen = /* @__PURE__ */ compound('ConnectingScreen', useConnecting)

function useRoot(connecting: ConnectingScreenState | null) {
  const title = connecting && connecting.title
  useAnnounced(title)
  return title ? { 'data-surface': 'card', 'aria-label': title } : null
}
/** The screen; nothing unless connecting takes longer than 400 ms. */
export const Root = /* @__PURE__ */ connectingScreen.root('Root', 'section', useRoot)

function useStateWord() {
  const t = useMessages(connectingScreenMessages)
  return { children: t('connectingScreen.state') }
}
export const State = /* @__PURE__ */ connectingScreen.part('State', 'span', useStateWord)

function useMeta({ steps, current }: ConnectingScreenState) {
  const t = useMessages(connectingScreenMessages)
  if (current === null) return null
  return {
    'data-slot': 'meta',
    children: t('connectingScreen.stepOf', { step: current + 1, of: steps.length }),
  }
}
/** The number of the current step, e.g. "Step 2 of 3". */
export const Meta = /* @__PURE__ */ connectingScreen.part('Meta', 'span', useMeta)

const titleOf = ({ title }: ConnectingScreenState) => ({ 'data-slot': 'title', children: title })
export const Title = /* @__PURE__ */ connectingScreen.part('Title', 'h2', titleOf)

function useLine({ stage }: ConnectingScreenState) {
  const t = useMessages(connectingScreenMessages)
  return stage === 'request' ? { 'data-slot': 'line', children: t('connectingScreen.request.line') } : null
}
export const Line = /* @__PURE__ */ connectingScreen.part('Line', 'p', useLine)

function useStepList({ steps, current }: ConnectingScreenState) {
  const t = useMessages(connectingScreenMessages)
  if (current === null) return null
  const children = steps.map((step, index) => {
    const done = index < current
    return (
      <li
        key={step}
        data-standby="connecting-screen-step"
        data-done={done ? '' : undefined}
        aria-current={index === current ? 'step' : undefined}
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
export const Steps = /* @__PURE__ */ connectingScreen.part('Steps', 'ol', useStepList)

function useCancel() {
  const t = useMessages(connectingScreenMessages)
  const { leave } = useSessionActions()
  return {
    'data-action': 'secondary',
    onClick: () => leave(),
    children: t('connectingScreen.cancel'),
  }
}
export const Cancel = /* @__PURE__ */ connectingScreen.part('Cancel', 'button', useCancel)
