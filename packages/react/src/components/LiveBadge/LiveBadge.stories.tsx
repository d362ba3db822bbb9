import type { Meta, StoryObj } from '@storybook/react-vite'
import { expect, userEvent, within } from 'storybook/test'
import { play, type StageParameters } from '../../staging/stage.fixture.ts'
import { stageOf } from '../../staging/Staged.fixture.tsx'
import { StreamViewCorner } from '../StreamView/StreamViewCorner.tsx'
import * as parts from './index.ts'
import { LiveBadge } from './LiveBadge.tsx'

/** LIVE at the live edge; behind it, the distance and a way back. */
const meta = {
  title: 'Chips/LiveBadge',
  component: LiveBadge,
  subcomponents: parts,
  render: () => (
    <StreamViewCorner corner="top-start">
      <LiveBadge />
    </StreamViewCorner>
  ),
} satisfies Meta<typeof LiveBadge>
export default meta

type Story = StoryObj<typeof meta>

const behind = (latencyMs: number): Story => ({
  parameters: {
    session: {
      options: { afk: false },
      drive: (stage) => {
        play(stage)
        stage.script.sampleLive({
          latencyMs,
          targetLatencyMs: 4000,
          atEdge: latencyMs < 6000,
          seekableMs: 3_600_000,
          seekable: null,
        })
      },
    } satisfies StageParameters,
  },
})

export const AtTheEdge = behind(4000)
export const Behind = behind(12_000)
/** From 60 s on the distance is shown as a clock. */
export const FarBehind = behind(14 * 60_000 + 32_000)

export const GoLive: Story = {
  ...Behind,
  play: async ({ canvasElement, id }) => {
    await userEvent.click(within(canvasElement).getByRole('button', { name: /Go live$/ }))
    await expect(stageOf(id).script.last.commands).toContainEqual({ type: 'seek-to-live' })
  },
}
