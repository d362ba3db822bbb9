import { useLayoutEffect, useState, type ReactNode } from 'react'
import { createSession } from '@standby/core'
import { manualEnvironment, scriptedSource } from '@standby/core/testing'
import { dvr } from '../SeekBar/live-window.fixture.ts'
import { StreamProvider } from '../../session/StreamProvider.tsx'
import { StreamView } from '../StreamView/StreamView.tsx'

const items = [
  { id: 'a', label: 'a', height: 360 },
  { id: 'b', label: 'b', height: 720 },
]

/** A session that offers something for every control. */
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
  script.sampleLive(dvr())
  return session
}

/** A player in which every control has something to show, for `describePart`. */
export function RichPlayer({ children }: { children: ReactNode }) {
  const [session] = useState(createRichSession)
  // Picture-in-picture is offered only once there is a picture.
  useLayoutEffect(() => void session.media.video?.dispatchEvent(new Event('loadeddata')), [session])
  return (
    <StreamProvider session={session}>
      <StreamView>{children}</StreamView>
    </StreamProvider>
  )
}
