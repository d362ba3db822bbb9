import type * as ue55 from '@epicgames-ps/lib-pixelstreamingfrontend-ue5.5'
import type * as ue57 from '@epicgames-ps/lib-pixelstreamingfrontend-ue5.7'
import { expectTypeOf, it } from 'vitest'
import type { EpicController, EpicLibrary } from './epic.ts'

it('matches the types of both versions of the library', () => {
  expectTypeOf<typeof ue55>().toExtend<EpicLibrary>()
  expectTypeOf<typeof ue57>().toExtend<EpicLibrary>()
  expectTypeOf<ue55.WebRtcPlayerController>().toExtend<EpicController>()
  expectTypeOf<ue57.WebRtcPlayerController>().toExtend<EpicController>()
})
