import type { Meta, StoryObj } from '@storybook/react-vite'
import { expect, userEvent, within } from 'storybook/test'
import { play, type StageParameters } from '../../staging/stage.fixture.ts'
import { stageOf } from '../../staging/Staged.fixture.tsx'
import * as parts from './index.ts'
import { TextField } from './TextField.tsx'

/** The far end asks for text. The field is a real element of the page, so that a phone shows its keyboard. */
const meta = {
  title: 'Screens/TextField',
  component: TextField,
  subcomponents: parts,
} satisfies Meta<typeof TextField>
export default meta

type Story = StoryObj<typeof meta>

const asked = (value: string, multiline: boolean): Story => ({
  parameters: {
    session: {
      drive: play,
      mounted: ({ script }) => script.emit({ type: 'text-input', value, multiline }),
    } satisfies StageParameters,
  },
})

export const OneLine = asked('Ada', false)
export const ManyLines = asked('Dear Ada,\nthe engine runs.', true)

export const Send: Story = {
  ...OneLine,
  play: async ({ canvasElement, id }) => {
    const field = await within(canvasElement).findByRole('textbox', { name: 'Text for the stream' })
    await expect(field).toHaveFocus()
    await userEvent.clear(field)
    await userEvent.type(field, 'Grace{Enter}')
    await expect(stageOf(id).script.last.commands).toContainEqual({
      type: 'input',
      event: { type: 'text', value: 'Grace' },
    })
    await expect(within(canvasElement).queryByRole('textbox')).toBeNull()
  },
}
