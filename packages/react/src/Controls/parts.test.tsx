import { useLayoutEffect, useState, type ReactNode } from 'react'
import { createSession } from '@standby/core'
import { manualEnvironment, scriptedSource } from '@standby/core/testing'
import { afterAll, beforeAll } from 'vitest'
import { describePart } from '../part/conformance.fixture.tsx'
import { StreamProvider } from '../session/StreamProvider.tsx'
import { StreamView } from '../StreamView/StreamView.tsx'
import * as Controls from './index.ts'

const items = [
  { id: 'a', label: 'a', height: 360 },
  { id: 'b', label: 'b', height: 720 },
]

/** A session that offers everything there is a control for. */
function createRichSession() {
  const { source, script } = scriptedSource()
  const session = createSession({ source, environment: manualEnvironment(), afk: false })
  session.start()
  script.play()
  script.emit({
    type: 'tracks',
    qualities: { items, selected: 'auto', active: null },
    texts: { items, selected: null },
    audios: { items, selected: 'a' },
  })
  const seekable = { start: 0, end: 600 }
  script.sampleLive({ latencyMs: 6000, targetLatencyMs: 6000, atEdge: true, seekableMs: 600_000, seekable })
  return session
}

function Player({ children }: { children: ReactNode }) {
  const [session] = useState(createRichSession)
  // The picture is what picture-in-picture waits for.
  useLayoutEffect(() => void session.media.video?.dispatchEvent(new Event('loadeddata')), [session])
  return (
    <StreamProvider session={session}>
      <StreamView>{children}</StreamView>
    </StreamProvider>
  )
}

beforeAll(() => {
  for (const name of ['pictureInPictureEnabled', 'fullscreenEnabled'])
    Object.defineProperty(document, name, { value: true, configurable: true })
})
afterAll(() => {
  for (const name of ['pictureInPictureEnabled', 'fullscreenEnabled']) Reflect.deleteProperty(document, name)
})

describePart(Controls.Root, { name: 'controls', wrapper: Player })
describePart(Controls.Play, { name: 'controls-play', wrapper: Player })
describePart(Controls.Mute, { name: 'controls-mute', wrapper: Player })
describePart(Controls.Volume, { name: 'controls-volume', wrapper: Player })
describePart(Controls.Space, { name: 'controls-space', wrapper: Player })
describePart(Controls.Seek, { name: 'controls-seek', wrapper: Player })
describePart(Controls.Captions, { name: 'controls-captions', wrapper: Player })
describePart(Controls.Audio, { name: 'controls-audio', wrapper: Player })
describePart(Controls.Quality, { name: 'controls-quality', wrapper: Player })
describePart(Controls.Pip, { name: 'controls-pip', wrapper: Player })
describePart(Controls.Fullscreen, { name: 'controls-fullscreen', wrapper: Player })
