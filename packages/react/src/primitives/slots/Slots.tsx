import { isValidElement, type ReactNode } from 'react'
import { Slot } from './Slot.tsx'

/** Each child in a slot of its own. Not with `Children.map`: React 18 refuses there what a server component streams. */
export function Slots({ children }: { children?: ReactNode }) {
  if (!Array.isArray(children)) return <Slot>{children}</Slot>
  return children.map((child: ReactNode, index) => (
    <Slot key={isValidElement(child) && child.key ? `.${child.key}` : index}>{child}</Slot>
  ))
}
