import { afterAll, beforeAll } from 'vitest'
import { describePart } from '../../primitives/part/conformance.fixture.tsx'
import * as Controls from './index.ts'
import { RichPlayer } from './rich-player.fixture.tsx'

const offers = ['pictureInPictureEnabled', 'fullscreenEnabled']
beforeAll(() => {
  for (const name of offers) Object.defineProperty(document, name, { value: true, configurable: true })
})
afterAll(() => {
  for (const name of offers) Reflect.deleteProperty(document, name)
})

describePart(Controls.Root, { name: 'controls', wrapper: RichPlayer })
describePart(Controls.Play, { name: 'controls-play', wrapper: RichPlayer, root: Controls.Root })
describePart(Controls.Mute, { name: 'controls-mute', wrapper: RichPlayer, root: Controls.Root })
describePart(Controls.Volume, { name: 'controls-volume', wrapper: RichPlayer, root: Controls.Root })
describePart(Controls.Space, { name: 'controls-space', wrapper: RichPlayer, root: Controls.Root })
describePart(Controls.Pip, { name: 'controls-pip', wrapper: RichPlayer, root: Controls.Root })
describePart(Controls.Fullscreen, { name: 'controls-fullscreen', wrapper: RichPlayer, root: Controls.Root })
