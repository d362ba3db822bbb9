'use client'
import { createContext, forwardRef, useContext, useId } from 'react'
import { AnnouncerOutlet } from '../announcer/AnnouncerOutlet.tsx'
import { useAfkWarning } from '../hooks/useAfkWarning.ts'
import { useMessages } from '../i18n/use-messages.ts'
import { part, type PartProps } from '../part/part.tsx'
import { useModal } from '../part/use-modal.ts'
import { afkWarningMessages } from './AfkWarning.messages.ts'

const IdContext = createContext('')
IdContext.displayName = 'StandbyAfkWarningId'

/** The id of the line, which describes the dialog. */
export function useLineId(): string {
  return useContext(IdContext)
}

function useDialog() {
  const afk = useAfkWarning()
  const modal = useModal(() => afk?.stay())
  const t = useMessages(afkWarningMessages)
  const describedBy = useLineId()
  return {
    ...modal,
    role: 'alertdialog',
    'data-surface': 'dialog',
    'aria-label': t('afkWarning.title'),
    'aria-describedby': describedBy,
  }
}
const Dialog = /* @__PURE__ */ part('dialog', 'afk-warning', useDialog)

/** The modal dialog; nothing while the viewer is there. Every way out of it that is not Leave keeps the session. */
export const Root = /* @__PURE__ */ forwardRef<HTMLDialogElement, PartProps<'dialog'>>(function Root(
  { children, ...props },
  ref,
) {
  const afk = useAfkWarning()
  const id = useId()
  return (
    afk && (
      <IdContext.Provider value={id}>
        <Dialog {...props} ref={ref}>
          {children}
          <AnnouncerOutlet />
        </Dialog>
      </IdContext.Provider>
    )
  )
})
