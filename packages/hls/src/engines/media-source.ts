/** Whether the browser has Media Source Extensions, which hls.js needs. */
export const hasMediaSource = (): boolean => 'MediaSource' in globalThis || 'ManagedMediaSource' in globalThis
