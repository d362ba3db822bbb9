import type { Meta, StoryObj } from '@storybook/react-vite'
import { expect, userEvent, within } from 'storybook/test'
import { play, type Stage, type StageParameters } from '../../staging/stage.fixture.ts'
import { stageOf } from '../../staging/Staged.fixture.tsx'
import { LiveBadge } from '../LiveBadge/LiveBadge.tsx'
import * as parts from './index.ts'
import * as seekBar from '../SeekBar/index.ts'
import * as trackMenus from '../TrackMenus/index.ts'
import { Controls } from './Controls.tsx'

/**
 * The bar at the foot of the picture. It shows only what the source and the browser offer, and hides while the
 * picture plays and the viewer does nothing. Keys, with the focus in the player: Space or k, m, f, c and the arrows.
 */
const meta = {
  title: 'Player/Controls',
  component: Controls,
  subcomponents: {
    ...parts,
    'TrackMenus.Audio': trackMenus.Audio,
    'TrackMenus.Captions': trackMenus.Captions,
    'TrackMenus.Quality': trackMenus.Quality,
    'SeekBar.Root': seekBar.Root,
    'SeekBar.Slider': seekBar.Slider,
    'SeekBar.Preview': seekBar.Preview,
  },
} satisfies Meta<typeof Controls>
export default meta

type Story = StoryObj<typeof meta>

const session = (drive: (stage: Stage) => void, options: StageParameters['options'] = {}) => ({
  session: { options: { afk: false, ...options }, drive } satisfies StageParameters,
})

/** A DVR window of half an hour (1800 s). */
const sampleWindow = ({ script }: Stage, behindMs = 0) =>
  script.sampleLive({
    latencyMs: 6000 + behindMs,
    targetLatencyMs: 6000,
    atEdge: behindMs === 0,
    seekableMs: 1_800_000,
    // A story loads no media, so playback is at 0 s. The window is placed so that 0 s is `behindMs` behind its end.
    seekable: { start: behindMs / 1000 - 1800, end: behindMs / 1000 },
  })

const offerTracks = ({ script }: Stage) =>
  script.emit({
    type: 'tracks',
    qualities: {
      items: [
        { id: '0', height: 360 },
        { id: '1', height: 720 },
        { id: '2', height: 1080 },
      ],
      selected: 'auto',
      active: '1',
    },
    texts: {
      items: [
        { id: 'en', label: 'English', language: 'en' },
        { id: 'de', label: 'Deutsch', language: 'de' },
      ],
      selected: null,
    },
    audios: {
      items: [
        { id: 'main', label: 'Stadium', language: 'en' },
        { id: 'alt', label: 'Commentary', language: 'en' },
      ],
      selected: 'main',
    },
  })

/** A live window of some seconds, one quality, no captions. */
export const Plain: Story = { parameters: session(play) }

export const Everything: Story = {
  parameters: session((stage) => {
    play(stage)
    sampleWindow(stage)
    offerTracks(stage)
  }),
}

/** The thumb shows how far behind playback is. */
export const BehindLive: Story = {
  parameters: session((stage) => {
    play(stage)
    sampleWindow(stage, 600_000)
  }),
}

export const Paused: Story = {
  parameters: session((stage) => {
    play(stage)
    stage.script.emit({ type: 'media', state: 'paused' })
  }),
}

export const Muted: Story = { parameters: session(play, { muted: true }) }

/** One caption track needs no menu. */
export const OneCaptionTrack: Story = {
  parameters: session((stage) => {
    play(stage)
    stage.script.emit({
      type: 'tracks',
      texts: { items: [{ id: 'en', label: 'English', language: 'en' }], selected: 'en' },
    })
  }),
}

/** An app can put the live badge into the bar instead of a corner. */
export const WithLiveBadge: Story = {
  args: { start: <LiveBadge /> },
  parameters: session((stage) => {
    play(stage)
    sampleWindow(stage)
  }),
}

export const QualityMenu: Story = {
  ...Everything,
  play: async ({ canvasElement, id }) => {
    const bar = within(canvasElement)
    await userEvent.click(bar.getByRole('button', { name: 'Quality' }))
    await expect(bar.getByRole('menuitemradio', { name: 'Auto (720p)' })).toHaveFocus()
    await userEvent.keyboard('{ArrowDown}{Enter}')
    await expect(stageOf(id).script.last.commands).toContainEqual({ type: 'quality', id: '2' })
    await userEvent.click(bar.getByRole('button', { name: 'Quality' }))
  },
}

/** The bar hides; the next activity of the viewer shows it again. */
export const Hidden: Story = {
  ...Everything,
  play: async ({ canvasElement, id }) => {
    const bar = within(canvasElement).getByRole('group', { name: 'Player controls' })
    stageOf(id).clock.advance(60_000)
    await expect(bar).toHaveAttribute('data-hidden')
    await userEvent.tab()
    await expect(bar).not.toHaveAttribute('data-hidden')
    await userEvent.click(canvasElement)
    stageOf(id).clock.advance(60_000)
    await expect(bar).toHaveAttribute('data-hidden')
  },
}
