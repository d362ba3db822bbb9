import type { Meta, StoryObj } from '@storybook/react-vite'
import { loseFarEnd, play, type StageParameters } from '../../staging/stage.fixture.ts'
import { StreamViewCorner } from '../StreamView/StreamViewCorner.tsx'
import { FarEndHint } from './FarEndHint.tsx'

/** The far end is lost and the buffer plays on. The picture still moves, so it is not dimmed. */
const meta = {
  title: 'Chips/FarEndHint',
  component: FarEndHint,
  render: () => (
    <StreamViewCorner corner="top-start">
      <FarEndHint />
    </StreamViewCorner>
  ),
} satisfies Meta<typeof FarEndHint>
export default meta

type Story = StoryObj<typeof meta>

const loss = { exact: false, windowMs: 60_000 }

export const BufferKnown: Story = {
  parameters: {
    session: {
      options: { afk: false },
      drive: (stage) => {
        play(stage)
        loseFarEnd(stage, loss)
        stage.script.sampleStats({ at: stage.clock.now(), bufferedMs: 14_000 })
      },
    } satisfies StageParameters,
  },
}
export const BufferUnknown: Story = {
  parameters: {
    session: {
      options: { afk: false },
      drive: (stage) => {
        play(stage)
        loseFarEnd(stage, loss)
      },
    } satisfies StageParameters,
  },
}
export const AnApplication: Story = {
  parameters: {
    session: {
      drive: (stage) => {
        play(stage)
        loseFarEnd(stage, loss)
      },
    } satisfies StageParameters,
  },
}
