import type { Meta, StoryObj } from '@storybook/react-vite'
import { expect, userEvent, waitFor, within } from 'storybook/test'
import type { Stage, StageParameters } from '../../../../.storybook/stage.ts'
import { stageOf } from '../../../../.storybook/with-session.tsx'
import { ConnectingScreen } from './ConnectingScreen.tsx'

/** From the first request to the first picture. Shown only when that takes longer than a moment. */
const meta = {
  title: 'Screens/ConnectingScreen',
  component: ConnectingScreen,
} satisfies Meta<typeof ConnectingScreen>
export default meta

type Story = StoryObj<typeof meta>

/** Waits out the moment before which nothing is shown. */
const shown: Story['play'] = async ({ canvasElement, id }) => {
  const stage = stageOf(id)
  await waitFor(() => {
    stage.clock.advance(100)
    return expect(within(canvasElement).getByRole('heading')).toBeVisible()
  })
}
const connecting = (drive: (stage: Stage) => void, options: StageParameters['options'] = {}): Story => ({
  parameters: {
    session: {
      options,
      drive: (stage) => {
        stage.session.start()
        drive(stage)
      },
    } satisfies StageParameters,
  },
  play: shown,
})

export const Requesting = connecting(() => {})
export const Place = connecting(({ script }) => script.emit({ type: 'assigned' }))
export const Transport = connecting(({ script }) =>
  script.emit({ type: 'assigned' }, { type: 'progress', step: 'transport' }),
)
export const FirstPicture = connecting(({ script }) =>
  script.emit({ type: 'assigned' }, { type: 'progress', step: 'first-frame' }),
)
/** Nobody has a place in a broadcast, so there are two steps. */
export const Broadcast = connecting(
  ({ script }) => script.emit({ type: 'assigned' }, { type: 'progress', step: 'first-frame' }),
  { afk: false },
)

export const Cancel: Story = {
  ...Transport,
  play: async (context) => {
    await shown(context)
    await userEvent.click(within(context.canvasElement).getByRole('button', { name: 'Cancel' }))
    stageOf(context.id).clock.advance(0)
    await expect(stageOf(context.id).session.getState().end).toMatchObject({ kind: 'left' })
  },
}
