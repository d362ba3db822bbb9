import type { Meta, StoryObj } from '@storybook/react-vite'
import { expect, userEvent, within } from 'storybook/test'
import type { StageParameters } from '../../staging/stage.fixture.ts'
import { stageOf } from '../../staging/Staged.fixture.tsx'
import { refuseToPlay } from '../../primitives/part/refused-play.fixture.ts'
import * as parts from './index.ts'
import { PlayGate } from './PlayGate.tsx'

/** The whole picture is one button; the disc and its label only show that. */
const meta = {
  title: 'Screens/PlayGate',
  component: PlayGate,
  subcomponents: parts,
} satisfies Meta<typeof PlayGate>
export default meta

type Story = StoryObj<typeof meta>

/** The session does not start by itself. */
export const Ready: Story = {
  parameters: { session: { drive: () => {} } satisfies StageParameters },
}

/** The browser requires a user gesture before it plays anything. */
export const Blocked: Story = {
  parameters: {
    session: { mounted: ({ session }) => refuseToPlay(session, 'at-all') } satisfies StageParameters,
  },
}

export const Start: Story = {
  ...Ready,
  play: async ({ canvasElement, id }) => {
    await userEvent.click(within(canvasElement).getByRole('button', { name: 'Play' }))
    await expect(stageOf(id).session.getState().status).toBe('requesting')
    await expect(within(canvasElement).queryByRole('button', { name: 'Play' })).toBeNull()
  },
}
