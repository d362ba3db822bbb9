import type { Meta, StoryObj } from '@storybook/react-vite'
import { expect, userEvent, within } from 'storybook/test'
import type { Stage, StageParameters } from '../../staging/stage.fixture.ts'
import { stageOf } from '../../staging/Staged.fixture.tsx'
import * as parts from './index.ts'
import { NotLiveScreen } from './NotLiveScreen.tsx'

/** The broadcast has not started yet. Nothing is wrong, and the viewer has nothing to do. */
const meta = {
  title: 'Screens/NotLiveScreen',
  component: NotLiveScreen,
  subcomponents: parts,
} satisfies Meta<typeof NotLiveScreen>
export default meta

type Story = StoryObj<typeof meta>

const minute = 60_000

const notLive = (drive: (stage: Stage) => void): Story => ({
  parameters: {
    session: {
      options: { afk: false },
      drive: (stage) => {
        stage.session.start()
        drive(stage)
      },
    } satisfies StageParameters,
  },
})

export const WithAStartTime = notLive(({ script, clock }) =>
  script.emit({ type: 'not-live', reason: 'not-started', startsAt: clock.now() + 14 * minute }),
)
/** From 24 h on the date is shown instead of the hours. */
export const StartsAnotherDay = notLive(({ script, clock }) =>
  script.emit({ type: 'not-live', reason: 'not-started', startsAt: clock.now() + 40 * 60 * minute }),
)
export const StartTimeHasPassed = notLive(({ script, clock }) =>
  script.emit({ type: 'not-live', reason: 'not-started', startsAt: clock.now() - 30 * minute }),
)
export const WithoutAStartTime = notLive(({ script }) =>
  script.emit({ type: 'not-live', reason: 'not-started' }),
)
export const EmptyPlaylist = notLive(({ script }) => script.emit({ type: 'not-live', reason: 'empty' }))
export const WatchingForARestart = notLive(({ script, clock }) =>
  script.emit({ type: 'not-live', reason: 'ended', endedAt: clock.now() - 5 * minute }),
)
export const WatchingSinceUnknown = notLive(({ script }) =>
  script.emit({ type: 'not-live', reason: 'ended' }),
)

export const Leave: Story = {
  ...WithoutAStartTime,
  play: async ({ canvasElement, id }) => {
    await userEvent.click(within(canvasElement).getByRole('button', { name: 'Leave' }))
    stageOf(id).clock.advance(0)
    await expect(stageOf(id).session.getState().end).toMatchObject({ kind: 'left' })
  },
}
