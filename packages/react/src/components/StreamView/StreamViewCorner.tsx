import type { ReactNode } from 'react'
import type { Corner } from '../../styles/dom-contract.ts'
import { Slots } from '../../primitives/slots/Slots.tsx'

export interface StreamViewCornerProps {
  corner: Corner
  children?: ReactNode
}

/** A fixed place over the picture for chips; what shares a corner stacks. Takes no clicks beside them. */
export function StreamViewCorner({ corner, children }: StreamViewCornerProps) {
  return (
    <div data-standby="stream-view-corner" data-corner={corner}>
      <Slots>{children}</Slots>
    </div>
  )
}
