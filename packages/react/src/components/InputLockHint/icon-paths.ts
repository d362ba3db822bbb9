/* SVG path data on a grid of 24, see primitives/icons/paths.ts. */
export const pointer = 'm6 4.5 12.5 6-5.3 1.9-2 5.3L6 4.5ZM14 13.5l4.75 5'
export const keyboard =
  'M4.75 6.5h14.5A1.75 1.75 0 0 1 21 8.25v7.5a1.75 1.75 0 0 1-1.75 1.75H4.75A1.75 1.75 0 0 1 3 15.75v-7.5A1.75 1.75 0 0 1 4.75 6.5ZM6.5 10.25h.01M10.2 10.25h.01M13.8 10.25h.01M17.5 10.25h.01M8 14h8'
