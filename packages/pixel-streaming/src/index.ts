export { pixelStreaming } from './pixel-streaming.ts'
export type { EpicLibrary, EpicSettings } from './epic.ts'
export type { EpicLibraryInput } from './library.ts'
export type { PixelStreamingOptions } from './options.ts'
