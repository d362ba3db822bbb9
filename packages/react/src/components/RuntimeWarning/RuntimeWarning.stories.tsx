import type { Meta, StoryObj } from '@storybook/react-vite'
import { play, type StageParameters } from '../../staging/stage.fixture.ts'
import { StreamViewCorner } from '../StreamView/StreamViewCorner.tsx'
import { RuntimeWarning } from './RuntimeWarning.tsx'

/** How long the session may still run. Shown from 5 min before its end. */
const meta = {
  title: 'Chips/RuntimeWarning',
  component: RuntimeWarning,
  render: () => (
    <StreamViewCorner corner="top-start">
      <RuntimeWarning />
    </StreamViewCorner>
  ),
} satisfies Meta<typeof RuntimeWarning>
export default meta

type Story = StoryObj<typeof meta>

const left = (remainingMs: number): Story => ({
  parameters: {
    session: {
      drive: (stage) => {
        play(stage)
        stage.script.emit({ type: 'limit', remainingMs })
      },
    } satisfies StageParameters,
  },
})

export const FiveMinutes = left(299_000)
/** In the last minute an amber lamp replaces the clock icon. */
export const LastMinute = left(42_000)
