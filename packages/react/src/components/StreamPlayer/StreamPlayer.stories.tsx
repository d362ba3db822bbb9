import type { Meta, StoryObj } from '@storybook/react-vite'
import { expect, userEvent, waitFor, within } from 'storybook/test'
import { holdForFarEnd, play, type Stage, type StageParameters } from '../../staging/stage.fixture.ts'
import { stageOf } from '../../staging/Staged.fixture.tsx'
import { useSessionHandle } from '../../hooks/session/useSessionHandle.ts'
import { StreamPlayer } from './StreamPlayer.tsx'

function Whole() {
  return (
    <div style={{ inlineSize: 'min(100vw, 1280px)' }}>
      <StreamPlayer session={useSessionHandle()} />
    </div>
  )
}

/** Provider, view, overlays and controls in one. `HlsPlayer` has the same frame. */
const meta: Meta = {
  title: 'Player/StreamPlayer',
  render: () => <Whole />,
  parameters: { player: false },
}
export default meta

type Story = StoryObj

const session = (drive: (stage: Stage) => void) => ({
  session: { options: { afk: false }, drive } satisfies StageParameters,
})

const live = (stage: Stage) => {
  play(stage)
  stage.script.sampleLive({
    latencyMs: 6000,
    targetLatencyMs: 6000,
    atEdge: true,
    seekableMs: 0,
    seekable: null,
  })
}

export const Live: Story = { parameters: session(live) }

/** The encoder is lost and the buffer is empty: the last frame stays, with a banner over it. */
export const Holding: Story = {
  parameters: session((stage) => {
    live(stage)
    holdForFarEnd(stage, { exact: true, windowMs: 60_000 })
  }),
}

export const Ended: Story = {
  parameters: session((stage) => {
    live(stage)
    stage.script.emit({ type: 'ending' }, { type: 'closed', code: 1000 })
  }),
}

/** From the press on Play to the picture. */
export const FromTheStart: Story = {
  parameters: session(() => {}),
  play: async ({ canvasElement, id }) => {
    const player = within(canvasElement)
    const view = player.getByRole('region', { name: 'Video player' })
    await userEvent.click(player.getByRole('button', { name: 'Play' }))
    await waitFor(() => expect(view).toHaveAttribute('data-status', 'requesting'))
    stageOf(id).script.play()
    await waitFor(() => expect(view).toHaveAttribute('data-status', 'streaming'))
    await waitFor(() => expect(player.getByRole('group', { name: 'Player controls' })).toBeVisible())
  },
}
