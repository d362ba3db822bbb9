import type { Meta, StoryObj } from '@storybook/react-vite'
import { expect, within } from 'storybook/test'
import { play, type StageParameters } from '../../staging/stage.fixture.ts'
import { stageOf } from '../../staging/Staged.fixture.tsx'
import { StreamViewCorner } from '../StreamView/StreamViewCorner.tsx'
import { ConnectionQuality } from './ConnectionQuality.tsx'

/** Count and word carry the meaning, colour only supports it: a single lit bar is amber. */
const meta = {
  title: 'Chips/ConnectionQuality',
  component: ConnectionQuality,
  render: () => (
    <StreamViewCorner corner="top-end">
      <ConnectionQuality />
    </StreamViewCorner>
  ),
} satisfies Meta<typeof ConnectionQuality>
export default meta

type Story = StoryObj<typeof meta>

const measured = (roundTripMs: number): Story => ({
  parameters: {
    session: {
      drive: (stage) => {
        play(stage)
        stage.script.sampleStats({ at: 0, roundTripMs })
      },
    } satisfies StageParameters,
  },
})

export const Excellent = measured(24)
export const Good = measured(120)
export const Fair = measured(240)
export const Poor = measured(800)

/** One slow sample changes nothing; three in a row do. */
export const GetsWorse: Story = {
  ...Excellent,
  play: async ({ canvasElement, id }) => {
    const { script } = stageOf(id)
    const chip = await within(canvasElement).findByRole('img', { name: 'Connection: Excellent' })
    script.sampleStats({ at: 1, roundTripMs: 800 })
    await expect(chip).toHaveAccessibleName('Connection: Excellent')
    for (const at of [2, 3]) script.sampleStats({ at, roundTripMs: 800 })
    await within(canvasElement).findByRole('img', { name: 'Connection: Poor' })
  },
}
