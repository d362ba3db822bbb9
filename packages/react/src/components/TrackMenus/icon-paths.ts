/* SVG path data on a grid of 24, for a stroke of 1.75 with round caps, as in primitives/icons/paths.ts. */
const frame =
  'M4.75 5.5h14.5c.7 0 1.25.55 1.25 1.25v10.5c0 .7-.55 1.25-1.25 1.25H4.75c-.7 0-1.25-.55-1.25-1.25V6.75c0-.7.55-1.25 1.25-1.25Z'

export const captions = `${frame}M10.75 10.5a2.25 2.25 0 1 0 0 3m6.25-3a2.25 2.25 0 1 0 0 3`
export const quality =
  'M4 7.5h8m5 0h3M4 16.5h3m5 0h8M17 7.5a2.5 2.5 0 1 1-5 0 2.5 2.5 0 0 1 5 0Zm-5 9a2.5 2.5 0 1 1-5 0 2.5 2.5 0 0 1 5 0Z'
export const audio = 'M4 10v4m4-7.5v11m4-8v5m4-10.5v15.5M20 10v4'
