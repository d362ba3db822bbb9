import type { Meta, StoryObj } from '@storybook/react-vite'
import { expect, userEvent, within } from 'storybook/test'
import type { SourceEvent } from '@standby/core/source'
import type { StageParameters } from '../../staging/stage.fixture.ts'
import { stageOf } from '../../staging/Staged.fixture.tsx'
import * as parts from './index.ts'
import { QueueOverlay } from './QueueOverlay.tsx'

/** The position in the queue. Lit ticks are the viewers still ahead, this one included. */
const meta = {
  title: 'Screens/QueueOverlay',
  component: QueueOverlay,
  subcomponents: parts,
} satisfies Meta<typeof QueueOverlay>
export default meta

type Story = StoryObj<typeof meta>
type Queued = Omit<Extract<SourceEvent, { type: 'queued' }>, 'type'>

const queued = (queue: Queued, mounted?: StageParameters['mounted']): Story => ({
  parameters: {
    session: {
      drive: ({ session, script }) => {
        session.start()
        script.emit({ type: 'queued', ...queue })
      },
      ...(mounted && { mounted }),
    } satisfies StageParameters,
  },
})
const minute = 60_000

export const WithAnEstimate = queued({ position: 12, length: 48, etaMs: 3 * minute })
/** The only viewer in the queue. */
export const OneInLine = queued({ position: 1, length: 1, etaMs: 40_000 })
/** Here one tick stands for five viewers. */
export const ThreeHundred = queued({ position: 212, length: 300, etaMs: 41 * minute })
export const Next = queued({ position: 1, length: 48 })
/** The length of the queue is unknown: the ticks fade out instead of ending. */
export const UnknownLength = queued({ position: 12 })
export const LongQueue = queued({ position: 1204, length: 4870, etaMs: 80 * minute })

/** The position got worse: the number is shown as it is, and the line says what happened. */
export const Worse = queued({ position: 12, length: 48, etaMs: 3 * minute }, ({ script }) =>
  script.emit({ type: 'queued', position: 14, length: 51, etaMs: 4 * minute }),
)

/** A place is offered and must be accepted: a modal dialog. */
export const Offer = queued({ position: 1, offer: { expiresInMs: 30_000 } })

export const Leave: Story = {
  ...WithAnEstimate,
  play: async ({ canvasElement, id }) => {
    await userEvent.click(within(canvasElement).getByRole('button', { name: 'Leave the queue' }))
    stageOf(id).clock.advance(0)
    await expect(stageOf(id).session.getState().end).toMatchObject({ kind: 'left' })
  },
}
export const Accept: Story = {
  ...Offer,
  play: async ({ canvasElement, id }) => {
    const accept = await within(canvasElement).findByRole('button', { name: 'Start now' })
    await expect(accept).toHaveFocus()
    await userEvent.click(accept)
    await expect(stageOf(id).script.last.commands).toContainEqual({ type: 'accept' })
  },
}
export const GiveItUp: Story = {
  ...Offer,
  play: async ({ canvasElement, id }) => {
    await userEvent.click(await within(canvasElement).findByRole('button', { name: 'Give it up' }))
    await expect(stageOf(id).script.last.commands).toContainEqual({ type: 'decline' })
  },
}

/** A queue of 300 moves up: the number rolls, and it is announced at most every 10 s. */
export const MovesUp: Story = {
  ...ThreeHundred,
  play: async ({ canvasElement, id }) => {
    const { script, clock } = stageOf(id)
    const canvas = within(canvasElement)
    for (let position = 211; position >= 1; position -= 15) {
      script.emit({ type: 'queued', position, length: 300, etaMs: position * 12_000 })
      clock.advance(1000)
    }
    await canvas.findByRole('heading', { name: 'You’re next' })
    script.emit({ type: 'queued', position: 1, length: 300, offer: { expiresInMs: 30_000 } })
    await canvas.findByRole('alertdialog', { name: 'Your place is ready' })
  },
}
