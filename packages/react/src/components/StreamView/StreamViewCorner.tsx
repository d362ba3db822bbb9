import type { ReactNode } from 'react'
import type { Corner } from '../../styles/dom-contract.ts'
import { Slots } from '../../primitives/slots/Slots.tsx'

export interface StreamViewCornerProps {
  corner: Corner
  children?: ReactNode
}

/** A corner of the picture for chips, which stack in it. It catches no clicks beside the chips. */
export function StreamViewCorner({ corner, children }: StreamViewCornerProps) {
  return (
    <div data-standby="stream-view-corner" data-corner={corner}>
      <Slots>{children}</Slots>
    </div>
  )
}
