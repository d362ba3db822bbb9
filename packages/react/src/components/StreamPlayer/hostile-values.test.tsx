import { act, screen, waitFor } from '@testing-library/react'
import type { SourceEvent } from '@standby/core/source'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { Controls } from '../Controls/Controls.tsx'
import { I18nProvider } from '../../i18n/I18nProvider.tsx'
import { StreamOverlays } from '../StreamOverlays/StreamOverlays.tsx'
import { StreamView } from '../StreamView/StreamView.tsx'
import { renderSession, type RenderedSession, type RenderSessionOptions } from '../../testing.tsx'
import { useDocumentTitle } from '../DocumentTitle/useDocumentTitle.ts'
import { useStatsPanel } from '../../hooks/media/useStatsPanel.ts'
import { forgetWarnings } from '../../primitives/warning/warn-once.ts'

/** Numbers that an unchecked message of the far end may contain. */
const numbers = [NaN, Infinity, -Infinity, 1e308, -1e308, 8.64e15 + 2, -5, 0, 0.5]

const reported = vi.fn<(error: unknown) => void>()
const said = vi.fn<(...args: unknown[]) => void>()

beforeEach(() => {
  reported.mockClear()
  said.mockClear()
  vi.stubGlobal('reportError', reported)
  vi.spyOn(console, 'error').mockImplementation(said)
})
afterEach(() => {
  vi.restoreAllMocks()
  vi.unstubAllGlobals()
})

function Open() {
  const { toggle } = useStatsPanel()
  useDocumentTitle()
  return <button onClick={toggle}>statistics</button>
}

const show = (options?: RenderSessionOptions, locale = 'en') =>
  renderSession(
    <I18nProvider locale={locale}>
      <StreamView>
        <StreamOverlays />
        <Controls end={<Open />} />
      </StreamView>
    </I18nProvider>,
    { session: { muted: true }, ...options },
  )

/** Everything the viewer sees or hears: texts and attributes. */
const everything = () => document.title + document.body.innerHTML

function expectIntact({ clock }: RenderedSession) {
  // Long enough for overlays and announcements that are delayed.
  for (let i = 0; i < 5; i++) {
    clock.advance(1000)
    expect(everything()).not.toMatch(/NaN|∞|Infinity|e\+\d|(\d[.,]?){30}|Invalid/)
  }
  expect(document.querySelector('[data-standby="stream-view-media"] video')).not.toBeNull()
  expect([reported.mock.calls, said.mock.calls]).toEqual([[], []])
}

const playing = { type: 'media', state: 'playing' } as const
const flows: SourceEvent[] = [{ type: 'assigned' }, { type: 'media', state: 'first-frame' }, playing]
const lost = (deadline: number, since: number): SourceEvent => ({
  type: 'lost',
  since,
  exact: true,
  deadline,
  onDeadline: 'end',
})

type MakeEvents = (value: number) => SourceEvent[]
const hostileEvents: Record<string, MakeEvents> = {
  'a place': (value) => [{ type: 'queued', position: value, length: value, etaMs: value }],
  'a length': (value) => [{ type: 'queued', position: 3, length: value }],
  'an estimate': (value) => [{ type: 'queued', position: 3, length: 9, etaMs: value }],
  'a place after a good one': (value) => [
    { type: 'queued', position: 3, length: 9, etaMs: 60_000 },
    { type: 'queued', position: value, length: 9, etaMs: 60_000 },
    { type: 'queued', position: 4, length: 9, etaMs: 60_000 },
  ],
  'an offer': (value) => [{ type: 'queued', position: 1, offer: { expiresInMs: value } }],
  'a start': (value) => [{ type: 'not-live', reason: 'not-started', startsAt: value }],
  'an end of the broadcast': (value) => [{ type: 'not-live', reason: 'ended', endedAt: value }],
  'a limit': (value) => [...flows, { type: 'limit', remainingMs: value }],
  'an AFK countdown': (value) => [...flows, { type: 'afk', remainingMs: value }],
  'a deadline': (value) => [...flows, lost(value, 0), { type: 'media', state: 'stalled' }],
  'a beginning of a loss': (value) => [
    ...flows,
    lost(1_900_000_000_000, value),
    { type: 'media', state: 'stalled' },
  ],
  'a code': (value) => [{ type: 'closed', code: value }],
  'a code with a reason': (value) => [{ type: 'closed', code: value, reason: 'because' }],
  'a wait before the next attempt': (value) => [
    ...flows,
    { type: 'closed', code: 1013, retryAfterMs: value },
  ],
  qualities: (value) => [
    ...flows,
    {
      type: 'tracks',
      qualities: {
        items: [
          { id: 'a', height: value, bitrate: value },
          { id: 'b', bitrate: value },
        ],
        selected: 'a',
        active: 'a',
      },
    },
  ],
}

describe.each(Object.entries(hostileEvents))('a player that receives %s', (_, makeEvents) => {
  it.each(numbers)('of %d throws nothing and shows no unreadable number', (value) => {
    const rendered = show()
    act(() => rendered.script.emit(...makeEvents(value)))
    expectIntact(rendered)
  })
})

it.each(numbers)(
  'a player whose source measures %d throws nothing and shows no unreadable number',
  (value) => {
    const rendered = show()
    const { script } = rendered
    script.play()
    act(() => screen.getByText('statistics').click())
    for (let i = 0; i < 3; i++) {
      script.sampleLive({
        latencyMs: value,
        targetLatencyMs: value,
        atEdge: false,
        seekableMs: i ? value : 60_000,
        seekable: { start: value, end: i === 1 ? value : 60 },
      })
      script.sampleStats({
        at: i,
        bitrate: value,
        roundTripMs: value,
        framesPerSecond: value,
        jitterMs: value,
        packetLoss: value,
        bufferedMs: value,
        framesDropped: value,
        freezes: value,
        width: value,
        height: value,
      })
      const slider = document.querySelector('[data-standby="seek-bar-slider"]')
      for (const key of ['Home', 'ArrowLeft', 'End'])
        slider?.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true }))
      expectIntact(rendered)
    }
    script.emit(lost(1_900_000_000_000, 0))
    expectIntact(rendered)
  },
)

const part = (name: string) => document.querySelector(`[data-standby="${name}"]`)
const text = (name: string) => part(name)?.textContent?.replace(/\s+/g, ' ')

describe('a value that cannot be written', () => {
  it('is left out alone, if it is the estimate', () => {
    const { script } = show()
    script.emit({ type: 'queued', position: 2, length: 9, etaMs: Infinity })
    expect(text('queue-overlay-readout')?.trim()).toBe('2 of 9')
    expect(text('queue-overlay-line')).toMatch(/^No estimate yet/)
  })

  it('is left out alone, if it is the start time', () => {
    const { script } = show()
    script.emit({ type: 'not-live', reason: 'not-started', startsAt: 1e308 })
    expect(part('not-live-screen-readout')).toBeNull()
    expect(text('not-live-screen-title')).toBe('The broadcast hasn’t started')
  })

  it('drops its whole event, if it is the time of a loss', () => {
    const { script } = show()
    script.emit(...flows, lost(NaN, NaN), { type: 'media', state: 'stalled' })
    expect(part('reconnect-banner')).toBeNull()
  })

  it('counts as code 1005, if it is a close code', () => {
    const { script } = show()
    script.emit({ type: 'closed', code: NaN })
    // 1005: closed without a code, which is retried.
    expect(part('stream-view')?.getAttribute('data-code')).toBe('1005')
    expect(text('reconnect-banner-title')).toBe('Connection lost')
  })
})

describe('a long text of the far end', () => {
  it('is cut to 200 characters on the screen and in the announcement, if it is a close reason', async () => {
    const { script, clock } = show()
    script.emit({ type: 'closed', code: 4999, reason: `-${'😀x'.repeat(3333)}` })
    expect(text('disconnect-screen-line')?.length).toBe('The server gave code 4999: '.length + 200)
    expect(text('disconnect-screen-line')?.endsWith('x…')).toBe(true)
    clock.advance(1000)
    await waitFor(() => expect(screen.getByRole('status').textContent).toContain('4999'))
    expect(screen.getByRole('status').textContent?.length).toBeLessThan(300)
  })

  it('is cut to 80 characters, if it is the name of a track', () => {
    const { script } = show()
    const name = (letter: string) => letter.repeat(10_000)
    script.play()
    script.emit({
      type: 'tracks',
      audios: {
        items: [
          { id: name('a'), label: name('b') },
          { id: 'c', label: 'c' },
        ],
        selected: 'c',
      },
      qualities: { items: [{ id: 'd', name: name('e') }, { id: name('f') }], selected: 'd', active: null },
    })
    for (const button of document.querySelectorAll<HTMLElement>('[aria-haspopup="menu"]'))
      act(() => button.click())
    const names = screen.getAllByRole('menuitemradio').map(({ textContent }) => textContent?.length ?? 0)
    expect(Math.max(...names)).toBe(80)
  })
})

it.each(['de_DE', '', 'not a language', '💥', 'x'])(
  'a player in the invalid locale %j uses English',
  (locale) => {
    forgetWarnings()
    const warn = vi.spyOn(console, 'warn').mockImplementation(() => {})
    const rendered = show({}, locale)
    rendered.script.emit({ type: 'queued', position: 1234, length: 5678, etaMs: 300_000 })
    expect(screen.getByText('1,234')).toBeDefined()
    expect(
      warn.mock.calls.flat().filter((line) => String(line).includes('is not a valid locale')),
    ).toHaveLength(1)
    expectIntact(rendered)
  },
)
