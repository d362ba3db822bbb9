import type { Meta, StoryObj } from '@storybook/react-vite'
import type { CloseCause } from '@standby/core'
import { expect, userEvent, within } from 'storybook/test'
import { play, type StageParameters } from '../../staging/stage.fixture.ts'
import { stageOf } from '../../staging/Staged.fixture.tsx'
import * as parts from './index.ts'
import { DisconnectScreen } from './DisconnectScreen.tsx'

/** Why the session ended, what happens next and what the viewer can do. One text per code. */
const meta = {
  title: 'Screens/DisconnectScreen',
  component: DisconnectScreen,
  subcomponents: parts,
} satisfies Meta<typeof DisconnectScreen>
export default meta

type Story = StoryObj<typeof meta>

interface Close {
  readonly code: number
  readonly reason?: string
  readonly cause?: CloseCause
}

/** Ends the session at once, also with codes that are normally retried first. */
const closed = (close: Close, options: StageParameters['options'] = {}): Story => ({
  parameters: {
    session: {
      options: { ...options, codes: { [close.code]: { retry: false } } },
      drive: (stage) => {
        play(stage)
        stage.script.emit({ type: 'closed', ...close })
      },
    } satisfies StageParameters,
  },
})
const broadcast = { afk: false } as const

export const Left: Story = {
  parameters: {
    session: {
      drive: (stage) => {
        play(stage)
        stage.session.leave()
        stage.clock.advance(0)
      },
    } satisfies StageParameters,
  },
}
export const LeftABroadcast: Story = {
  parameters: { session: { ...Left.parameters?.['session'], options: broadcast } },
}
export const StreamEnded = closed({ code: 1000, reason: 'ended' }, broadcast)
export const EndedByTheFarEnd = closed({ code: 1000 })
export const Code1001 = closed({ code: 1001 })
export const Code1003 = closed({ code: 1003, cause: 'unsupported' })
export const Code1006: Story = {
  parameters: {
    session: {
      drive: (stage) => {
        play(stage)
        for (let attempt = 0; attempt < 6; attempt++) {
          stage.script.emit({ type: 'closed', code: 1006 })
          stage.clock.advance(8000)
        }
        stage.session.giveUp()
      },
    } satisfies StageParameters,
  },
}
export const Code1006WithoutAttempts = closed({ code: 1006 })
export const Code1008 = closed({ code: 1008, cause: 'forbidden' })
export const Code1009 = closed({ code: 1009 })
export const Code1011 = closed({ code: 1011 })
export const Code1012 = closed({ code: 1012 })
export const Code1013 = closed({ code: 1013 })
export const Code4000 = closed({ code: 4000 })
export const Code4001 = closed({ code: 4001 })
export const Code4001QueueOpen = closed({ code: 4001, reason: 'queue-open' })
export const Code4002 = closed({ code: 4002 })
export const Code4003 = closed({ code: 4003 })
export const Code4004Afk = closed({ code: 4004, reason: 'afk' })
export const Code4004MaxRuntime = closed({ code: 4004, reason: 'max-runtime' })
export const Code4004 = closed({ code: 4004 })
export const Code4005 = closed({ code: 4005 })
export const Code4006 = closed({ code: 4006 })
export const Code4007 = closed({ code: 4007 })
export const Code4100 = closed({ code: 4100, cause: 'taken-over' })
export const Code4101 = closed({ code: 4101, cause: 'network' })
export const UnknownCode = closed({ code: 4999 })
/** The far end's reason is always shown as plain text. */
export const UnknownCodeWithReason = closed({ code: 4999, reason: '<b>maintenance</b> until 9' })

export const CausedByCors = closed({ code: 1006, cause: 'cors' }, broadcast)
export const CausedByAPage = closed({ code: 1003, cause: 'not-a-playlist' }, broadcast)
export const CausedByTheAddress = closed({ code: 1003, cause: 'invalid-url' }, broadcast)
export const CausedByAMissingPart = closed({ code: 1003, cause: 'missing-peer' }, broadcast)
export const CausedByTheDecoder = closed({ code: 1003, cause: 'decoder' }, broadcast)
export const CausedByTheSource = closed({ code: 1011, cause: 'source-error' })

/** A new run of the same session. */
export const TryAgain: Story = {
  ...Code4003,
  play: async ({ canvasElement, id }) => {
    await userEvent.click(within(canvasElement).getByRole('button', { name: 'Try again' }))
    await expect(stageOf(id).session.getState()).toMatchObject({ status: 'requesting', run: 2 })
    await expect(within(canvasElement).queryByRole('heading')).toBeNull()
  },
}

/** Copies the session's diagnostics as JSON, and the button says so. */
export const CopyDetails: Story = {
  ...Code4000,
  play: async ({ canvasElement }) => {
    const copied: string[] = []
    const restore = replaceClipboard(async (text) => void copied.push(text))
    await userEvent.click(within(canvasElement).getByRole('button', { name: 'Copy details' }))
    await within(canvasElement).findByRole('button', { name: 'Copied' })
    await expect(JSON.parse(copied[0] ?? '')).toMatchObject({ status: 'failed', end: { code: 4000 } })
    restore()
  },
}

function replaceClipboard(writeText: (text: string) => Promise<void>): () => void {
  Object.defineProperty(navigator, 'clipboard', { configurable: true, value: { writeText } })
  return () => void Reflect.deleteProperty(navigator, 'clipboard')
}
