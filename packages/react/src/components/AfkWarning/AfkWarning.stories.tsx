import type { Meta, StoryObj } from '@storybook/react-vite'
import { expect, userEvent, waitFor, within } from 'storybook/test'
import type { StageParameters } from '../../staging/stage.fixture.ts'
import { stageOf } from '../../staging/Staged.fixture.tsx'
import * as parts from './index.ts'
import { AfkWarning } from './AfkWarning.tsx'

/** A modal dialog. The countdown is a studio clock: one dot is one second. */
const meta = {
  title: 'Dialogs/AfkWarning',
  component: AfkWarning,
  subcomponents: parts,
} satisfies Meta<typeof AfkWarning>
export default meta

type Story = StoryObj<typeof meta>

const left = (seconds: number): Story => ({
  parameters: {
    session: {
      mounted: ({ clock }) => clock.advance(120_000 + (30 - seconds) * 1000),
    } satisfies StageParameters,
  },
})

export const TwentyFourSeconds = left(24)
/** The last ten seconds are lit. */
export const SevenSeconds = left(7)

export const Stay: Story = {
  ...TwentyFourSeconds,
  play: async ({ canvasElement, id }) => {
    const stay = await within(canvasElement).findByRole('button', { name: 'I’m still here' })
    await expect(stay).toHaveFocus()
    await userEvent.click(stay)
    await expect(stageOf(id).session.getState().status).toBe('streaming')
    await waitFor(() => expect(within(canvasElement).queryByRole('alertdialog')).toBeNull())
  },
}
/** Closing it in any way but Leave keeps the session. */
export const Escape: Story = {
  ...TwentyFourSeconds,
  play: async ({ id, canvasElement }) => {
    const dialog = await within(canvasElement).findByRole('alertdialog')
    dialog.dispatchEvent(new Event('cancel', { cancelable: true }))
    await expect(stageOf(id).session.getState().status).toBe('streaming')
  },
}
export const Leave: Story = {
  ...TwentyFourSeconds,
  play: async ({ canvasElement, id }) => {
    await userEvent.click(await within(canvasElement).findByRole('button', { name: 'Leave' }))
    stageOf(id).clock.advance(0)
    await expect(stageOf(id).session.getState().end).toMatchObject({ kind: 'left' })
  },
}

/** The whole sequence in fast time: the warning, the countdown, the end. */
export const FastTime: Story = {
  play: async ({ canvasElement, id }) => {
    const { session, clock } = stageOf(id)
    const canvas = within(canvasElement)
    clock.advance(119_000)
    await expect(session.getState().status).toBe('streaming')
    clock.advance(1000)
    await canvas.findByRole('alertdialog', { name: 'Are you still there?' })
    for (let second = 0; second < 29; second++) clock.advance(1000)
    await waitFor(() => expect(canvas.getByRole('timer')).toHaveTextContent('1'))
    clock.advance(1000)
    await expect(session.getState().end).toMatchObject({ code: 4004, kind: 'afk' })
    await waitFor(() => expect(canvas.queryByRole('alertdialog')).toBeNull())
  },
}
