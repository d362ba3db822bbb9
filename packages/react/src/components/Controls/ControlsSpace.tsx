'use client'
import { part } from '../../primitives/part/part.tsx'

/** Fills the space between the two ends of the bar. Renders a `<div>`. */
export const ControlsSpace = /* @__PURE__ */ part('Controls.Space', 'div', 'controls-space')
