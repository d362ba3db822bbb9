import type { Meta, StoryObj } from '@storybook/react-vite'
import { expect, waitFor, within } from 'storybook/test'
import { play, type StageParameters } from '../../staging/stage.fixture.ts'
import { stageOf } from '../../staging/Staged.fixture.tsx'
import { StreamViewCorner } from '../StreamView/StreamViewCorner.tsx'
import { StallIndicator } from './StallIndicator.tsx'

/** Small, delayed, and only over a picture that does not move. */
const meta = {
  title: 'Chips/StallIndicator',
  component: StallIndicator,
  render: () => (
    <StreamViewCorner corner="center">
      <StallIndicator />
    </StreamViewCorner>
  ),
} satisfies Meta<typeof StallIndicator>
export default meta

type Story = StoryObj<typeof meta>

/** After 400 ms: a shorter stall is hardly noticed. */
export const Stalled: Story = {
  parameters: {
    session: {
      options: { afk: false },
      drive: (stage) => {
        play(stage)
        stage.script.emit({ type: 'stalled', cause: 'network' }, { type: 'media', state: 'stalled' })
      },
      mounted: ({ clock }) => clock.advance(400),
    } satisfies StageParameters,
  },
}

/** It plays again: the chip no longer spins and then disappears. */
export const PlaysAgain: Story = {
  ...Stalled,
  play: async ({ canvasElement, id }) => {
    const text = await within(canvasElement).findByText('Buffering')
    const chip = text.closest('[data-standby="stall-indicator"]')
    const stage = stageOf(id)
    stage.script.emit({ type: 'media', state: 'playing' })
    await waitFor(() => expect(chip).toHaveAttribute('data-leaving'))
    stage.clock.advance(500)
    await waitFor(() => expect(chip).not.toBeInTheDocument())
  },
}
