export const platformNames = ['mux', 'fastpix'] as const
export type PlatformName = (typeof platformNames)[number]
