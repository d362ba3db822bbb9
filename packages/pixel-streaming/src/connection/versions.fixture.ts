import * as ue55 from '@epicgames-ps/lib-pixelstreamingfrontend-ue5.5'
import * as ue57 from '@epicgames-ps/lib-pixelstreamingfrontend-ue5.7'
import type { EpicLibrary } from './epic.ts'

/** The oldest and the newest version of the library that are tested. */
export const versions: readonly (readonly [string, EpicLibrary])[] = [
  ['5.5', ue55],
  ['5.7', ue57],
]
