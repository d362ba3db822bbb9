import type { Meta, StoryObj } from '@storybook/react-vite'
import { expect, userEvent, within } from 'storybook/test'
import { play, type Stage, type StageParameters } from '../../staging/stage.fixture.ts'
import { stageOf } from '../../staging/Staged.fixture.tsx'
import { ConnectionQuality } from '../ConnectionQuality/ConnectionQuality.tsx'
import { useStatsPanel } from '../../hooks/media/useStatsPanel.ts'
import { StreamViewCorner } from '../StreamView/StreamViewCorner.tsx'
import { panelStore } from '../../session/stats-panel.ts'
import * as parts from './index.ts'
import { StatsPanel } from './StatsPanel.tsx'

/** What the source measures, below the connection quality. A sample causes no render. */
const meta = {
  title: 'Sheets/StatsPanel',
  component: StatsPanel,
  subcomponents: parts,
  render: (args) => (
    <StreamViewCorner corner="top-end">
      <ConnectionQuality />
      <StatsPanel {...args} />
    </StreamViewCorner>
  ),
} satisfies Meta<typeof StatsPanel>
export default meta

type Story = StoryObj<typeof meta>

/** 30 samples that are the same in every run. */
const measure = ({ script }: Stage, from: number) => {
  for (let at = from; at < from + 30; at++) {
    const wave = Math.sin(at * 1.7) + Math.sin(at * 0.61)
    script.sampleStats({
      at,
      bitrate: 7_800_000 + wave * 600_000,
      roundTripMs: 24 + wave * 5,
      framesPerSecond: 60,
      jitterMs: 3.1 + wave,
      packetLoss: Math.max(0, wave / 8000),
      framesDropped: 3,
      width: 1920,
      height: 1080,
      codec: 'H.264',
    })
  }
}
const open: StageParameters = {
  drive: (stage) => {
    play(stage)
    panelStore(stage.session).set(true)
  },
  mounted: (stage) => measure(stage, 0),
}

export const Interactive: Story = { parameters: { session: open } }

/** A figure that is not measured has no row. */
export const Broadcast: Story = {
  parameters: {
    session: {
      ...open,
      mounted: ({ script }) => {
        for (const at of [0, 1, 2])
          script.sampleStats({
            at,
            bitrate: 4_200_000 + at * 2e5,
            bufferedMs: 6200 - at * 900,
            width: 1280,
            height: 720,
          })
      },
    } satisfies StageParameters,
  },
}

function Toggle() {
  const { open: shown, toggle } = useStatsPanel()
  return (
    <button type="button" aria-pressed={shown} onClick={toggle} style={{ position: 'absolute', bottom: 0 }}>
      Statistics
    </button>
  )
}

/** Opened by a button of the page. The focus stays on the button. */
export const Toggled: Story = {
  render: () => (
    <>
      <StreamViewCorner corner="top-end">
        <StatsPanel />
      </StreamViewCorner>
      <Toggle />
    </>
  ),
  play: async ({ canvasElement, id }) => {
    const canvas = within(canvasElement)
    const button = canvas.getByRole('button', { name: 'Statistics' })
    await userEvent.click(button)
    measure(stageOf(id), 0)
    const panel = await canvas.findByRole('region', { name: 'Stream statistics' })
    await within(panel).findByText('60 fps')
    await expect(button).toHaveFocus()
    await userEvent.click(button)
    await expect(canvas.queryByRole('region', { name: 'Stream statistics' })).toBeNull()
  },
}
