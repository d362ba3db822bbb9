import type { Meta, StoryObj } from '@storybook/react-vite'
import { expect, userEvent, within } from 'storybook/test'
import type { Stage, StageParameters } from '../../staging/stage.fixture.ts'
import { stageOf } from '../../staging/Staged.fixture.tsx'
import * as parts from './index.ts'
import { ConnectingScreen } from './ConnectingScreen.tsx'

/** From the first request to the first picture. Shown only when that takes longer than 400 ms. */
const meta = {
  title: 'Screens/ConnectingScreen',
  component: ConnectingScreen,
  subcomponents: parts,
} satisfies Meta<typeof ConnectingScreen>
export default meta

type Story = StoryObj<typeof meta>

const connecting = (drive: (stage: Stage) => void, options: StageParameters['options'] = {}): Story => ({
  parameters: {
    session: {
      options,
      drive: (stage) => {
        stage.session.start()
        drive(stage)
      },
      // Past the delay before the screen appears.
      mounted: ({ clock }) => clock.advance(500),
    } satisfies StageParameters,
  },
})

export const Requesting = connecting(() => {})
export const Place = connecting(({ script }) => script.emit({ type: 'assigned' }))
export const Transport = connecting(({ script }) =>
  script.emit({ type: 'assigned' }, { type: 'progress', step: 'transport' }),
)
export const FirstPicture = connecting(({ script }) =>
  script.emit({ type: 'assigned' }, { type: 'progress', step: 'first-frame' }),
)
/** A broadcast assigns no places, so there are two steps. */
export const Broadcast = connecting(
  ({ script }) => script.emit({ type: 'assigned' }, { type: 'progress', step: 'first-frame' }),
  { afk: false },
)

export const Cancel: Story = {
  ...Transport,
  play: async ({ canvasElement, id }) => {
    await userEvent.click(await within(canvasElement).findByRole('button', { name: 'Cancel' }))
    stageOf(id).clock.advance(0)
    await expect(stageOf(id).session.getState().end).toMatchObject({ kind: 'left' })
  },
}
