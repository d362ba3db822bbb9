import { act } from '@testing-library/react'
import type { SourceEvent } from '@standby/core/source'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { Controls } from '../Controls/Controls.tsx'
import { useStatsPanel } from '../../hooks/media/useStatsPanel.ts'
import { StreamOverlays } from '../StreamOverlays/StreamOverlays.tsx'
import { StreamView } from '../StreamView/StreamView.tsx'
import { renderSession, type RenderedSession } from '../../testing.tsx'

const errors = vi.fn<(error: unknown) => void>()

beforeEach(() => {
  errors.mockClear()
  vi.stubGlobal('reportError', errors)
  vi.spyOn(console, 'error').mockImplementation(errors)
})
afterEach(() => {
  vi.restoreAllMocks()
  vi.unstubAllGlobals()
})

/** Does what Google Translate does to a page: moves each text into elements that React does not know. */
function translate(root: HTMLElement) {
  const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT)
  const texts: Text[] = []
  while (walker.nextNode()) texts.push(walker.currentNode as Text)
  for (const text of texts) {
    if (!text.data.trim() || text.parentElement?.closest('font')) continue
    const [outer, inner] = [document.createElement('font'), document.createElement('font')]
    inner.textContent = text.data
    outer.append(inner)
    text.replaceWith(outer)
  }
}

function Statistics() {
  return <button onClick={useStatsPanel().toggle}>statistics</button>
}

const show = () =>
  renderSession(
    <StreamView>
      <StreamOverlays />
      <Controls end={<Statistics />} />
    </StreamView>,
    { now: 1_900_000_000_000, source: { hasPlaces: true }, session: { muted: true } },
  )

type Step = (rendered: RenderedSession) => void
const far =
  (...events: SourceEvent[]): Step =>
  ({ script }) =>
    script.emit(...events)
const wait =
  (ms: number): Step =>
  ({ clock }) =>
    clock.advance(ms)
const live =
  (latencyMs: number, atEdge = false): Step =>
  ({ script }) =>
    script.sampleLive({
      latencyMs,
      targetLatencyMs: 6000,
      atEdge,
      seekableMs: 600_000,
      seekable: { start: 0, end: 600 },
    })
const stats =
  (bitrate: number): Step =>
  ({ script, clock }) =>
    script.sampleStats({ at: clock.now(), bitrate, roundTripMs: bitrate / 1e5, bufferedMs: 5000 })
const press =
  (text: string): Step =>
  ({ container }) => {
    const button = [...container.querySelectorAll('button')].find((one) => one.textContent === text)
    if (!button) throw new Error(`There is no button "${text}"`)
    act(() => button.click())
  }

const inFiveMinutes = 1_900_000_000_000 + 300_000
const track = (id: string) => ({ id, label: `Track ${id}`, language: id })

/** Every screen, and the changes while it is shown. */
const steps: Record<string, Step> = {
  contacts: wait(1000),
  'has not begun': far({ type: 'not-live', reason: 'not-started' }),
  'begins in 5 minutes': far({ type: 'not-live', reason: 'not-started', startsAt: inFiveMinutes }),
  'begins in 3 minutes': wait(120_000),
  'begins later': far({ type: 'not-live', reason: 'not-started', startsAt: inFiveMinutes * 1.01 }),
  'ended before': far({ type: 'not-live', reason: 'ended', endedAt: 1_900_000_000_000 }),
  queues: far({ type: 'queued', position: 7, length: 9, etaMs: 300_000 }),
  'moves up': far({ type: 'queued', position: 4, length: 8, etaMs: 120_000 }),
  'loses the estimate': far({ type: 'queued', position: 4 }),
  'moves back': far({ type: 'queued', position: 5, length: 8, etaMs: 130_000 }),
  'is next': far({ type: 'queued', position: 1, length: 8, etaMs: 10_000 }),
  'has an offer': far({ type: 'queued', position: 1, offer: { expiresInMs: 30_000 } }),
  'has 25 s to take it': wait(5000),
  'queues again': far({ type: 'queued', position: 2, length: 8 }),
  'has a place': far({ type: 'assigned' }),
  'waits at the first step': wait(1000),
  'is at the second step': far({ type: 'progress', step: 'transport' }),
  'is at the third step': far({ type: 'progress', step: 'first-frame' }),
  plays: ({ script }) => script.play(),
  'is at the edge': live(6000, true),
  'is 9 s behind': live(9000),
  'is 100 s behind': live(100_000),
  'has tracks': far({
    type: 'tracks',
    texts: { items: [track('en'), track('de')], selected: 'en' },
    audios: { items: [track('en'), track('de')], selected: 'en' },
  }),
  'has other tracks': far({ type: 'tracks', texts: { items: [track('en')], selected: null } }),
  'is measured': stats(2e6),
  'shows statistics': press('statistics'),
  'is measured again': stats(5e6),
  'takes input': far({ type: 'tracks', input: true }),
  stalls: far({ type: 'media', state: 'stalled' }),
  'stalls for longer': wait(1000),
  'plays on': far({ type: 'media', state: 'playing' }),
  'does not stall for longer': wait(1000),
  'has a limit': far({ type: 'limit', remainingMs: 65_000 }),
  'is in its last minute': wait(6000),
  'has another limit': far({ type: 'limit', remainingMs: 250_000 }),
  'is asked whether the viewer is there': far({ type: 'afk', remainingMs: 25_000 }),
  'has 21 s to say so': wait(4000),
  'is there': far({ type: 'afk', remainingMs: null }),
  'loses its far end': far({
    type: 'lost',
    since: 1_900_000_000_000,
    exact: false,
    deadline: 1_900_000_900_000,
    onDeadline: 'end',
  }),
  'has nothing left to play': far({ type: 'media', state: 'stalled' }),
  'waits for it': wait(3000),
  'loses its connection': far({ type: 'closed', code: 1006 }),
  'tries again': wait(3000),
  'fails again': far({ type: 'closed', code: 1006 }),
  'waits for the next attempt': wait(1000),
  'gives up': press('Stop trying'),
  'has said so': wait(3000),
  'starts again': press('Try again'),
  'contacts again': wait(1000),
  'fails for good': far({ type: 'closed', code: 4000, reason: 'off' }),
}

it('a translated page shows the same texts as any other page, and throws nothing', () => {
  const [plain, translated] = [show(), show()]
  const textOf = ({ container }: RenderedSession) => container.querySelector('section')?.textContent
  for (const [name, step] of Object.entries(steps)) {
    step(plain)
    step(translated)
    expect([name, textOf(translated)]).toEqual([name, textOf(plain)])
    translate(translated.container)
    expect([name, errors.mock.calls]).toEqual([name, []])
  }
})
