import type { Meta, StoryObj } from '@storybook/react-vite'
import { expect, fn, userEvent, within } from 'storybook/test'
import {
  closeAttempts,
  holdForFarEnd,
  play,
  type Stage,
  type StageParameters,
} from '../../staging/stage.fixture.ts'
import { stageOf } from '../../staging/Staged.fixture.tsx'
import * as parts from './index.ts'
import { ReconnectBanner } from './ReconnectBanner.tsx'

/** A banner along the top while the stream is expected back. The last frame stays visible, grey and dim. */
const meta = {
  title: 'Screens/ReconnectBanner',
  component: ReconnectBanner,
  subcomponents: parts,
} satisfies Meta<typeof ReconnectBanner>
export default meta

type Story = StoryObj<typeof meta>

const state = (
  drive: (stage: Stage) => void,
  options: StageParameters['options'] = {},
): { parameters: { session: StageParameters } } => ({ parameters: { session: { drive, options } } })

const broadcast = { afk: false } as const

/** The platform announced how long it waits: a clock and fine ticks. */
export const HoldingExact: Story = state((stage) => {
  play(stage)
  holdForFarEnd(stage, { exact: true, windowMs: 60_000 })
  stage.clock.advance(13_000)
}, broadcast)

/** The time is inferred: ≈ and broad ticks. */
export const HoldingEstimated: Story = state((stage) => {
  play(stage)
  holdForFarEnd(stage, { exact: false, windowMs: 60_000 })
  stage.clock.advance(15_000)
}, broadcast)

/** The inferred time has passed: no number is shown, and it still waits. */
export const HoldingBeyondTheEstimate: Story = state((stage) => {
  play(stage)
  holdForFarEnd(stage, { exact: false, windowMs: 60_000 })
  stage.clock.advance(61_000)
}, broadcast)

/** An interactive session has an application at the far end, not a broadcaster. */
export const HoldingAnApplication: Story = state((stage) => {
  play(stage)
  holdForFarEnd(stage, { exact: true, windowMs: 60_000 })
  stage.clock.advance(13_000)
})

/** The server keeps the viewer's place. */
export const PlaceHeld: Story = state((stage) => {
  stage.session.start()
  stage.script.emit(
    { type: 'assigned', resumeToken: 'kept', resumeWindowMs: 120_000 },
    { type: 'media', state: 'first-frame' },
    { type: 'media', state: 'playing' },
  )
  stage.clock.setRandom(0.95)
  closeAttempts(stage, 4)
})

export const Retrying: Story = state((stage) => {
  play(stage)
  stage.clock.setRandom(0.99)
  closeAttempts(stage, 4)
  stage.clock.advance(3000)
})

export const AttemptUnderWay: Story = state((stage) => {
  play(stage)
  closeAttempts(stage, 2)
  stage.clock.advance(10_000)
})

/** No button: a retry cannot help before the device is online. */
export const Offline: Story = state((stage) => {
  play(stage)
  stage.clock.setOnline(false)
  closeAttempts(stage, 1)
})

export const ServerRefuses: Story = state((stage) => {
  play(stage)
  stage.script.emit(
    { type: 'retrying', cause: 'server', attempt: 2, nextAttemptAt: stage.clock.now() + 12_000 },
    { type: 'stalled', cause: 'server' },
    { type: 'media', state: 'stalled' },
  )
  stage.clock.advance(3000)
}, broadcast)

export const Decoder: Story = state((stage) => {
  play(stage)
  stage.script.emit({ type: 'stalled', cause: 'decoder' }, { type: 'media', state: 'stalled' })
  stage.clock.advance(9000)
}, broadcast)

/** "Retry now" tries at once, without waiting for the number. */
export const RetryNow: Story = {
  ...Retrying,
  play: async ({ canvasElement, id }) => {
    const stage = stageOf(id)
    const before = stage.script.connections.length
    await userEvent.click(within(canvasElement).getByRole('button', { name: 'Retry now' }))
    await expect(stage.script.connections).toHaveLength(before + 1)
    await expect(within(canvasElement).queryByRole('button', { name: 'Retry now' })).toBeNull()
  },
}

/** "Stop trying" ends the session with the last code. */
export const StopTrying: Story = {
  ...Retrying,
  play: async ({ canvasElement, id }) => {
    const ended = fn()
    stageOf(id).session.on('ended', ended)
    await userEvent.click(within(canvasElement).getByRole('button', { name: 'Stop trying' }))
    await expect(ended).toHaveBeenCalledWith(expect.objectContaining({ code: 1006 }))
  },
}
