import { useLayoutEffect } from 'react'
import type { Meta, StoryObj } from '@storybook/react-vite'
import * as afkWarning from '../../packages/react/src/components/AfkWarning/AfkWarning.stories.tsx'
import * as connectingScreen from '../../packages/react/src/components/ConnectingScreen/ConnectingScreen.stories.tsx'
import * as connectionQuality from '../../packages/react/src/components/ConnectionQuality/ConnectionQuality.stories.tsx'
import * as disconnectScreen from '../../packages/react/src/components/DisconnectScreen/DisconnectScreen.stories.tsx'
import * as farEndHint from '../../packages/react/src/components/FarEndHint/FarEndHint.stories.tsx'
import * as inputLockHint from '../../packages/react/src/components/InputLockHint/InputLockHint.stories.tsx'
import * as liveBadge from '../../packages/react/src/components/LiveBadge/LiveBadge.stories.tsx'
import * as notLiveScreen from '../../packages/react/src/components/NotLiveScreen/NotLiveScreen.stories.tsx'
import * as playGate from '../../packages/react/src/components/PlayGate/PlayGate.stories.tsx'
import * as queueOverlay from '../../packages/react/src/components/QueueOverlay/QueueOverlay.stories.tsx'
import * as reconnectBanner from '../../packages/react/src/components/ReconnectBanner/ReconnectBanner.stories.tsx'
import * as runtimeWarning from '../../packages/react/src/components/RuntimeWarning/RuntimeWarning.stories.tsx'
import * as soundGate from '../../packages/react/src/components/SoundGate/SoundGate.stories.tsx'
import * as stallIndicator from '../../packages/react/src/components/StallIndicator/StallIndicator.stories.tsx'
import * as statsPanel from '../../packages/react/src/components/StatsPanel/StatsPanel.stories.tsx'
import * as textField from '../../packages/react/src/components/TextField/TextField.stories.tsx'
import { StreamOverlays } from '../../packages/react/src/components/StreamOverlays/StreamOverlays.tsx'
import { initialGlobals, type Toolbar } from '../toolbar.ts'
import { Player } from '../with-player.tsx'
import { Staged } from '../../packages/react/src/staging/Staged.fixture.tsx'
import { statesOf } from './gather.ts'
import './atlas.css'

const groups: readonly [title: string, stories: object][] = [
  ['Queue', queueOverlay],
  ['Not live', notLiveScreen],
  ['Connecting', connectingScreen],
  ['Play and sound', { ...soundGate, ...playGate }],
  ['Live', liveBadge],
  ['Stalled', stallIndicator],
  ['The far end is gone, the buffer plays', farEndHint],
  ['Reconnecting', reconnectBanner],
  ['Away, and out of time', { ...afkWarning, ...runtimeWarning }],
  ['Connection and numbers', { ...connectionQuality, ...statsPanel }],
  ['In control', { ...inputLockHint, ...textField }],
  ['Ended and failed', disconnectScreen],
]

const meta: Meta = {
  tags: ['!autodocs'],
  title: 'Overview/State atlas',
  parameters: {
    layout: 'fullscreen',
    player: false,
    // The same screen is here several times, in several states. On a real page each landmark name is there once.
    a11y: { config: { rules: [{ id: 'landmark-unique', enabled: false }] } },
  },
}
export default meta

/** Every screen at once, in the toolbar's theme, language and picture. */
export const Atlas: StoryObj = {
  render: (_, { globals }) => <Sheet toolbar={{ ...initialGlobals, ...globals }} />,
}

export const LightGlass: StoryObj = { ...Atlas, globals: { theme: 'light', picture: 'bright' } }
export const RightToLeft: StoryObj = { ...Atlas, globals: { language: 'ar' } }
export const LongWords: StoryObj = {
  ...Atlas,
  tags: ['only-in-all'],
  globals: { language: 'de', picture: 'busy' },
}
export const PseudoLocale: StoryObj = {
  ...Atlas,
  tags: ['only-in-all'],
  globals: { language: 'pseudo', picture: 'black' },
}
export const ReducedMotion: StoryObj = {
  ...Atlas,
  tags: ['only-in-all'],
  globals: { motion: 'reduced', picture: 'white' },
}

function Sheet({ toolbar }: { toolbar: Toolbar }) {
  useModelessDialogs()
  return (
    <main className="atlas">
      <h1>State atlas</h1>
      <p>Every state a viewer can be in, each at 640 × 360 with all overlays in place.</p>
      {groups.map(([title, stories]) => (
        <section key={title} aria-label={title}>
          <h2>{title}</h2>
          <div className="atlas-grid">
            {statesOf(stories).map(({ name, parameters }) => (
              <figure key={name}>
                <Staged id={`atlas ${title} ${name}`} parameters={parameters}>
                  <Player {...toolbar} size="640x360" label={`${title}: ${name}`}>
                    <StreamOverlays />
                  </Player>
                </Staged>
                <figcaption>{name}</figcaption>
              </figure>
            ))}
          </div>
        </section>
      ))}
    </main>
  )
}

/** Opens dialogs without `showModal`: several modal dialogs would make the page and each other inert. */
function useModelessDialogs(): void {
  useLayoutEffect(() => {
    const { prototype } = HTMLDialogElement
    const { showModal } = prototype
    prototype.showModal = function showModal() {
      this.setAttribute('open', '')
    }
    return () => {
      prototype.showModal = showModal
    }
  }, [])
}
