import type { Meta, StoryObj } from '@storybook/react-vite'
import { expect, userEvent, waitFor, within } from 'storybook/test'
import { play, type Stage, type StageParameters } from '../../staging/stage.fixture.ts'
import { stageOf } from '../../staging/Staged.fixture.tsx'
import { inputStore } from '../../session/input-state.ts'
import { StreamInput } from '../StreamInput/StreamInput.tsx'
import { StreamViewCorner } from '../StreamView/StreamViewCorner.tsx'
import { InputLockHint } from './InputLockHint.tsx'

/** Says where the viewer's keys go. */
const meta = {
  title: 'Chips/InputLockHint',
  component: InputLockHint,
  render: () => (
    <>
      <StreamInput />
      <StreamViewCorner corner="bottom">
        <InputLockHint />
      </StreamViewCorner>
    </>
  ),
} satisfies Meta<typeof InputLockHint>
export default meta

type Story = StoryObj<typeof meta>

const takesInput = (then?: (stage: Stage) => void): Story => ({
  parameters: {
    session: {
      drive: (stage) => {
        play(stage)
        stage.script.emit({ type: 'tracks', input: true })
        then?.(stage)
      },
    } satisfies StageParameters,
  },
})

export const NotInControl = takesInput()
export const OverlayIsOpen = takesInput(({ session }) => void inputStore(session).lock())

/** The first click takes control and is sent; the hint disappears. Then keys go to the far end, and Tab leaves. */
export const TakesControl: Story = {
  ...NotInControl,
  play: async ({ canvasElement, id }) => {
    const canvas = within(canvasElement)
    const { session, script } = stageOf(id)
    const surface = await canvas.findByRole('application', { name: 'Stream' })
    await waitFor(async () => {
      surface.blur()
      await userEvent.click(surface)
      await expect(inputStore(session).get().focused).toBe(true)
    })
    await waitFor(() => expect(canvas.queryByText('Click the picture to take control')).toBeNull())
    await userEvent.keyboard('w')
    await expect(script.last.commands).toContainEqual({
      type: 'input',
      event: { type: 'key', phase: 'up', code: 'KeyW', key: 'w', repeat: false },
    })
    await userEvent.tab()
    await expect(surface).not.toHaveFocus()
    await canvas.findByText('Click the picture to take control')
  },
}
