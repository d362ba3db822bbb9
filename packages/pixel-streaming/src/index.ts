export { pixelStreaming } from './pixel-streaming.ts'
export type { EpicLibrary, EpicSettings } from './connection/epic.ts'
export type { EpicLibraryInput } from './connection/library.ts'
export type { PixelStreamingOptions } from './options.ts'
