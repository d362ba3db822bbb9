import { Profiler } from 'react'
import { act, screen } from '@testing-library/react'
import { describe, expect, it, vi } from 'vitest'
import { StreamView } from '../StreamView/StreamView.tsx'
import { renderSession, type RenderedSession } from '../../testing.tsx'
import { StreamOverlays, type StreamOverlaysProps } from './StreamOverlays.tsx'

const now = 1_000_000_000
const patience = 1000

function show(overlays: StreamOverlaysProps = {}) {
  return renderSession(
    <StreamView>
      <StreamOverlays {...overlays} />
    </StreamView>,
    { now, start: false, session: { autoStart: false } },
  )
}

/** The overlays on the page, by their public names. */
const shown = () => {
  const names = [
    'queue-overlay',
    'queue-overlay-offer',
    'not-live-screen',
    'connecting-screen',
    'play-gate',
    'sound-gate',
    'stall-indicator',
    'far-end-hint',
    'reconnect-banner',
    'afk-warning',
    'runtime-warning',
    'disconnect-screen',
    'live-badge',
  ]
  return names.filter((name) => document.querySelector(`[data-standby="${name}"]`) !== null)
}

type Situation = [name: string, steps: (rendered: RenderedSession) => void, expected: string[]]

const live = { latencyMs: 6000, targetLatencyMs: 6000, atEdge: true, seekableMs: 0, seekable: null }
const start = ({ session }: RenderedSession) => act(() => session.start())
const play = (rendered: RenderedSession) => {
  start(rendered)
  rendered.script.play()
}
const lose = ({ script }: RenderedSession) =>
  script.emit({ type: 'lost', since: now, deadline: now + 60_000, exact: true, onDeadline: 'end' })

const situations: Situation[] = [
  ['nothing has started', () => {}, ['play-gate']],
  ['it contacts the source', start, ['connecting-screen']],
  [
    'it queues',
    (rendered) => {
      start(rendered)
      rendered.script.emit({ type: 'queued', position: 3 })
    },
    ['queue-overlay'],
  ],
  [
    'a place is offered',
    (rendered) => {
      start(rendered)
      rendered.script.emit({ type: 'queued', position: 1, offer: { expiresInMs: 30_000 } })
    },
    ['queue-overlay-offer'],
  ],
  [
    'the broadcast has not begun',
    (rendered) => {
      start(rendered)
      rendered.script.emit({ type: 'not-live', reason: 'not-started' })
    },
    ['not-live-screen'],
  ],
  [
    'it connects',
    (rendered) => {
      start(rendered)
      rendered.script.emit({ type: 'assigned' })
    },
    ['connecting-screen'],
  ],
  ['it plays', play, []],
  [
    'it plays live',
    (rendered) => {
      play(rendered)
      rendered.script.sampleLive(live)
    },
    ['live-badge'],
  ],
  [
    'it stalls',
    (rendered) => {
      play(rendered)
      rendered.script.emit({ type: 'stalled', cause: 'network' }, { type: 'media', state: 'stalled' })
    },
    ['stall-indicator'],
  ],
  [
    'the far end is lost and the buffer still plays',
    (rendered) => {
      play(rendered)
      lose(rendered)
    },
    ['far-end-hint'],
  ],
  [
    'the far end is lost and nothing is left to play',
    (rendered) => {
      play(rendered)
      lose(rendered)
      rendered.script.emit({ type: 'media', state: 'stalled' })
    },
    ['reconnect-banner'],
  ],
  [
    'the connection is lost',
    (rendered) => {
      play(rendered)
      rendered.script.emit({ type: 'closed', code: 1006 })
    },
    ['reconnect-banner'],
  ],
  [
    'the time limit is near',
    (rendered) => {
      play(rendered)
      rendered.script.emit({ type: 'limit', remainingMs: 120_000 })
    },
    ['runtime-warning'],
  ],
  [
    'the far end counts down to its AFK end',
    (rendered) => {
      play(rendered)
      rendered.script.emit({ type: 'afk', remainingMs: 30_000 })
    },
    ['afk-warning'],
  ],
  [
    'it ended',
    (rendered) => {
      play(rendered)
      rendered.script.emit({ type: 'closed', code: 1000 })
    },
    ['disconnect-screen'],
  ],
  [
    'it failed',
    (rendered) => {
      start(rendered)
      rendered.script.emit({ type: 'closed', code: 4001 })
    },
    ['disconnect-screen'],
  ],
]

describe('StreamOverlays', () => {
  it.each(situations)('shows exactly the right overlay when %s', (_, steps, expected) => {
    const rendered = show()
    steps(rendered)
    rendered.clock.advance(patience)
    expect(shown()).toEqual(expected)
  })

  const slots = Object.keys({
    streamInput: 0,
    liveBadge: 0,
    soundGate: 0,
    farEndHint: 0,
    runtimeWarning: 0,
    stallIndicator: 0,
    playGate: 0,
    queueOverlay: 0,
    notLiveScreen: 0,
    connectingScreen: 0,
    disconnectScreen: 0,
    reconnectBanner: 0,
    textField: 0,
    connectionQuality: 0,
    statsPanel: 0,
    inputLockHint: 0,
    afkWarning: 0,
  } satisfies Record<keyof StreamOverlaysProps, 0>) as (keyof StreamOverlaysProps)[]

  it.each(slots)('renders an element in the slot %s', (slot) => {
    show({ [slot]: <b>mine</b> })
    expect(screen.getByText('mine')).toBeDefined()
  })

  it('commits once per queue update, and not at all while it plays', () => {
    const commits = vi.fn<() => void>()
    const { script, clock } = renderSession(
      <Profiler id="all" onRender={commits}>
        <StreamView>
          <StreamOverlays />
        </StreamView>
      </Profiler>,
    )
    script.emit({ type: 'queued', position: 300, length: 300, etaMs: 3_600_000 })
    commits.mockClear()
    for (let position = 299; position > 200; position--)
      script.emit({ type: 'queued', position, length: 300, etaMs: position * 12_000 })
    expect(commits).toHaveBeenCalledTimes(99)
    script.play()
    script.emit({ type: 'tracks', input: true })
    script.sampleStats({ at: 0, roundTripMs: 24, bitrate: 8e6 })
    commits.mockClear()
    for (let at = 1; at < 60; at++) {
      script.sampleStats({ at, roundTripMs: 24 + (at % 5), bitrate: 8e6 + at })
      clock.advance(1000)
    }
    expect(commits).not.toHaveBeenCalled()
  })

  it('leaves an overlay out for null and keeps the others', () => {
    const rendered = show({ playGate: null })
    expect(shown()).toEqual([])
    start(rendered)
    rendered.clock.advance(patience)
    expect(shown()).toEqual(['connecting-screen'])
  })
})
