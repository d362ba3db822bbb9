import { isValidElement, type ReactNode } from 'react'
import { Slot } from './Slot.tsx'

/** Puts each child into its own slot. Not with `Children.map`, which fails in React 18 for streamed server components. */
export function Slots({ children }: { children?: ReactNode }) {
  if (!Array.isArray(children)) return <Slot>{children}</Slot>
  return children.map((child: ReactNode, index) =>
    isNothing(child) ? null : (
      <Slot key={isValidElement(child) && child.key ? `.${child.key}` : index}>{child}</Slot>
    ),
  )
}

function isNothing(child: ReactNode): boolean {
  return child === null || child === undefined || typeof child === 'boolean'
}
