/*
 * SVG path data on a grid of 24, for a stroke of 1.75 with round caps. A dot is a line without length; a circle is two
 * half arcs.
 */
export const play = 'M8 5.3v13.4a.6.6 0 0 0 .92.5l10.4-6.7a.6.6 0 0 0 0-1L8.92 4.8A.6.6 0 0 0 8 5.3Z'
export const muted = 'M4 9.75v4.5h3.25L11.5 18V6L7.25 9.75H4Zm11.25-.5 5.5 5.5m0-5.5-5.5 5.5'
export const broadcaster =
  'M12 12.5V20m-3.5 0h7M10.25 9.5a1.75 1.75 0 1 0 3.5 0a1.75 1.75 0 1 0-3.5 0M8.1 13.4a5.5 5.5 0 0 1 0-7.8m7.8 0a5.5 5.5 0 0 1 0 7.8M5.3 16.2a9.5 9.5 0 0 1 0-13.4m13.4 0a9.5 9.5 0 0 1 0 13.4'
export const network =
  'M2.5 9.2a14 14 0 0 1 5.2-3.15m4.8-.65a14 14 0 0 1 9 3.8M6 13a9 9 0 0 1 4.3-2.3m5.2.9A9 9 0 0 1 18 13M9.4 16.5a4 4 0 0 1 5.2 0M11.4 19.5a.6.6 0 1 0 1.2 0a.6.6 0 1 0-1.2 0M4 3l16 18'
export const link =
  'M2.5 12a2.5 2.5 0 1 0 5 0a2.5 2.5 0 1 0-5 0M16.5 12a2.5 2.5 0 1 0 5 0a2.5 2.5 0 1 0-5 0M7.5 12h2m5 0h2M13.25 7.5l-2.5 9'
export const server =
  'M5.5 4.5h13a1.5 1.5 0 0 1 1.5 1.5v3a1.5 1.5 0 0 1-1.5 1.5h-13A1.5 1.5 0 0 1 4 9V6a1.5 1.5 0 0 1 1.5-1.5ZM5.5 13.5h13a1.5 1.5 0 0 1 1.5 1.5v3a1.5 1.5 0 0 1-1.5 1.5h-13A1.5 1.5 0 0 1 4 18v-3a1.5 1.5 0 0 1 1.5-1.5ZM7.5 7.5h.01M7.5 16.5h.01M12 7.5h4.5M12 16.5h4.5'
export const decoder =
  'M5 5h14a1.5 1.5 0 0 1 1.5 1.5v11A1.5 1.5 0 0 1 19 19H5a1.5 1.5 0 0 1-1.5-1.5v-11A1.5 1.5 0 0 1 5 5ZM3.5 9.5h5m12 0h-5m-12 5h5m12 0h-5M8.5 5v14m7-14v14'
export const clock = 'M3.75 12a8.25 8.25 0 1 0 16.5 0a8.25 8.25 0 1 0-16.5 0M12 7.25V12l3 2'
export const check = 'm5 12.5 4.5 4.5L19 7.5'
export const forward = 'm9.5 6.5 5.5 5.5-5.5 5.5'
