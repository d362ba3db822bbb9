'use client'
import { forwardRef } from 'react'
import { useMessages } from '../../i18n/use-messages.ts'
import { part, type PartProps } from '../../primitives/part/part.tsx'
import { useAnnounced } from '../../primitives/part/use-announced.ts'
import { connectingScreenMessages } from './ConnectingScreen.messages.ts'
import { StageContext, useShownStage, useStage } from './use-connecting.ts'

function useCard() {
  const stage = useStage()
  const t = useMessages(connectingScreenMessages)
  const title = stage && t(`connectingScreen.${stage}.title`)
  useAnnounced(title)
  return title ? { 'data-surface': 'card', 'aria-label': title } : null
}
const Card = /* @__PURE__ */ part('ConnectingScreen.Root', 'section', 'connecting-screen', useCard)

/** The screen; nothing unless connecting takes longer than 400 ms. */
export const Root = /* @__PURE__ */ forwardRef<HTMLElement, PartProps<'section'>>(function Root(props, ref) {
  const stage = useShownStage()
  return (
    stage && (
      <StageContext.Provider value={stage}>
        <Card {...props} ref={ref} />
      </StageContext.Provider>
    )
  )
})
Root.displayName = 'ConnectingScreen.Root'
