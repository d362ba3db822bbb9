import type { Meta, StoryObj } from '@storybook/react-vite'
import { expect, userEvent, waitFor, within } from 'storybook/test'
import type { StageParameters } from '../../staging/stage.fixture.ts'
import { stageOf } from '../../staging/Staged.fixture.tsx'
import { refuseToPlay } from '../../primitives/part/refused-play.fixture.ts'
import { StreamViewCorner } from '../StreamView/StreamViewCorner.tsx'
import { SoundGate } from './SoundGate.tsx'

/** The picture plays without sound until the viewer turns it on. */
const meta = {
  title: 'Chips/SoundGate',
  component: SoundGate,
  render: () => (
    <StreamViewCorner corner="top-start">
      <SoundGate />
    </StreamViewCorner>
  ),
} satisfies Meta<typeof SoundGate>
export default meta

type Story = StoryObj<typeof meta>

export const MutedByTheBrowser: Story = {
  parameters: {
    session: {
      options: { afk: false },
      mounted: ({ session }) => refuseToPlay(session, 'with-sound'),
    } satisfies StageParameters,
  },
}

export const Unmute: Story = {
  ...MutedByTheBrowser,
  play: async ({ canvasElement, id }) => {
    await userEvent.click(await within(canvasElement).findByRole('button', { name: 'Tap for sound' }))
    await expect(stageOf(id).session.media.get()).toMatchObject({ muted: false, mutedBy: null })
    await waitFor(() => expect(within(canvasElement).queryByRole('button')).toBeNull())
  },
}
