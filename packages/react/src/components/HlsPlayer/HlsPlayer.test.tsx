import { StrictMode } from 'react'
import { act, fireEvent, render, screen } from '@testing-library/react'
import { scriptedSource, type SourceScript } from '@standby/core/testing'
import type { HlsOptions } from '@standby/hls'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { HlsPlayer } from './HlsPlayer.tsx'

const preload = vi.hoisted(() => vi.fn())
/** The number of corners in the view, which only the overlays render. */
const corners = () => document.querySelectorAll('[data-standby="stream-view-corner"]').length
const cornersAtConnect: number[] = []
const made: { options: HlsOptions; script: SourceScript }[] = []

// These tests check which options the player passes to the source. What the source does with them is tested in hls.
vi.mock('@standby/hls', () => ({
  hls(options: HlsOptions) {
    const { source, script } = scriptedSource({
      kind: 'hls',
      id: String(options.src),
      defaults: { afk: false },
    })
    script.onConnect(() => void cornersAtConnect.push(corners()))
    made.push({ options, script })
    return { ...source, preload }
  },
}))

const open = () =>
  made.flatMap(({ script }) => script.connections).filter((connection) => connection.closed === null)
/** The source of the running session. StrictMode creates a second session and drops it. */
const player = () => {
  const found = made.findLast(({ script }) => script.connections.some(({ closed }) => closed === null))
  if (!found) throw new Error('Nothing is connected')
  return found
}
const view = () => screen.getByRole('region')
const passMacrotask = () => act(() => new Promise((resolve) => setTimeout(resolve, 0)))

beforeEach(() => {
  made.length = 0
  cornersAtConnect.length = 0
  preload.mockClear()
  vi.spyOn(HTMLMediaElement.prototype, 'play').mockResolvedValue()
  vi.spyOn(HTMLMediaElement.prototype, 'pause').mockImplementation(() => {})
})
afterEach(() => void vi.restoreAllMocks())

describe('HlsPlayer', () => {
  it('starts by itself with autoPlay', () => {
    render(<HlsPlayer src="https://a.example/live.m3u8" autoPlay />)
    expect(view().dataset['status']).toBe('requesting')
    expect(player().options).toEqual({ src: 'https://a.example/live.m3u8' })
  })

  it('preloads the source’s code while it renders, with autoPlay', () => {
    let early = 0
    const Before = () => {
      early = preload.mock.calls.length
      return null
    }
    render(
      <HlsPlayer src="a.m3u8" autoPlay>
        <Before />
      </HlsPlayer>,
    )
    expect(early).toBe(1)
  })

  it('connects before it renders its overlays, with autoPlay', () => {
    render(<HlsPlayer src="a.m3u8" autoPlay />)
    expect(cornersAtConnect).toEqual([0])
    expect(corners()).toBe(4)
  })

  it('renders elements of the app before it connects', () => {
    render(<HlsPlayer src="a.m3u8" autoPlay overlays={{ liveBadge: <b>live</b> }} />)
    expect(cornersAtConnect).toEqual([4])
  })

  it('preloads nothing without autoPlay', () => {
    render(<HlsPlayer src="a.m3u8" />)
    expect(preload).not.toHaveBeenCalled()
  })

  it('waits for the viewer’s press without autoPlay', () => {
    render(<HlsPlayer src="https://a.example/live.m3u8" />)
    expect(view().dataset['status']).toBe('ready')
    expect(open()).toEqual([])
    fireEvent.click(screen.getByRole('button', { name: 'Play' }))
    expect(open()).toHaveLength(1)
  })

  it('passes the given options to the source, and no others', () => {
    const options = {
      captions: true,
      latencyMode: 'low' as const,
      watchForRestart: true,
      startsAt: 5,
      dvr: true,
      hlsConfig: { debug: true },
    }
    render(<HlsPlayer src="a.m3u8" autoPlay {...options} alternateAudio={undefined} />)
    expect(player().options).toEqual({ ...options, src: 'a.m3u8' })
    for (const name of Object.keys(options)) expect(view().hasAttribute(name.toLowerCase())).toBe(false)
  })

  it('starts muted with the muted prop', () => {
    render(<HlsPlayer src="a.m3u8" autoPlay muted />)
    expect(document.querySelector('video')?.muted).toBe(true)
  })

  it('swaps the stream when the address changes', async () => {
    const { rerender } = render(<HlsPlayer src="a.m3u8" autoPlay />)
    rerender(<HlsPlayer src="b.m3u8" autoPlay />)
    await passMacrotask()
    expect(made.map(({ options }) => options.src)).toEqual(['a.m3u8', 'b.m3u8'])
    expect(open()).toHaveLength(1)
    expect(player().options.src).toBe('b.m3u8')
  })

  it('has one connection and one video after ten fast swaps', async () => {
    const { rerender, container } = render(<HlsPlayer src="0.m3u8" autoPlay />, { wrapper: StrictMode })
    for (let index = 1; index <= 10; index++) rerender(<HlsPlayer src={`${index}.m3u8`} autoPlay />)
    await passMacrotask()
    expect(open()).toHaveLength(1)
    expect(player().options.src).toBe('10.m3u8')
    expect(container.querySelectorAll('video')).toHaveLength(1)
  })

  it('keeps the stream when another option changes', () => {
    const { rerender } = render(<HlsPlayer src="a.m3u8" autoPlay hlsConfig={{}} reconnectWindowMs={1000} />)
    rerender(<HlsPlayer src="a.m3u8" autoPlay hlsConfig={{}} reconnectWindowMs={2000} captions />)
    expect(made).toHaveLength(1)
  })

  it('calls the src function of the last render, and keeps the stream when it changes', async () => {
    const why = { attempt: 0, reason: 'connect' as const }
    const { rerender } = render(<HlsPlayer src={() => 'first.m3u8'} autoPlay />)
    rerender(<HlsPlayer src={async () => 'second.m3u8'} autoPlay />)
    expect(made).toHaveLength(1)
    const { src } = player().options
    expect(typeof src === 'function' && (await src(why))).toBe('second.m3u8')
  })

  it('calls the listeners of the last render', () => {
    const [early, status, ended] = [vi.fn<() => void>(), vi.fn<() => void>(), vi.fn<() => void>()]
    const { rerender } = render(<HlsPlayer src="a.m3u8" autoPlay onStatusChange={early} onEnded={early} />)
    expect(early).toHaveBeenCalledWith(expect.objectContaining({ previous: 'ready', status: 'requesting' }))
    rerender(<HlsPlayer src="a.m3u8" autoPlay onStatusChange={status} onEnded={ended} />)
    act(() => player().script.emit({ type: 'closed', code: 1000 }))
    expect(early).toHaveBeenCalledTimes(1)
    expect(status).toHaveBeenCalledWith(expect.objectContaining({ status: 'disconnected', code: 1000 }))
    expect(ended).toHaveBeenCalledTimes(1)
    expect(ended).toHaveBeenCalledWith(expect.objectContaining({ code: 1000, kind: 'closed-by-far-end' }))
  })

  it.each([
    ['a negative window', { reconnectWindowMs: -5 }],
    ['a window that is not a number', { reconnectWindowMs: Number.NaN }],
    ['an infinite window', { reconnectWindowMs: Number.POSITIVE_INFINITY }],
    ['an invalid date', { startsAt: new Date('never') }],
    ['an empty address', { src: '' }],
    ['an invalid address', { src: 'http://[' }],
    ['no address at all', { src: undefined as never }],
  ])('renders with %s', (_, props) => {
    vi.spyOn(console, 'warn').mockImplementation(() => {})
    render(<HlsPlayer src="a.m3u8" autoPlay {...props} />)
    expect(view().dataset['status']).toBe('requesting')
  })

  it('uses the given language', () => {
    const messages = { 'streamView.label': 'Lecteur vidéo' }
    render(<HlsPlayer src="a.m3u8" locale="fr" messages={messages} />)
    expect(screen.getByRole('region', { name: 'Lecteur vidéo' }).lang).toBe('fr')
  })

  it('leaves an overlay out, replaces one, and renders other nodes', () => {
    render(
      <HlsPlayer src="a.m3u8" overlays={{ playGate: <b>own gate</b>, liveBadge: null }} controls={null}>
        <i>own node</i>
      </HlsPlayer>,
    )
    expect(screen.getByText('own gate')).toBeDefined()
    expect(screen.getByText('own node')).toBeDefined()
    expect(screen.queryByRole('button', { name: 'Play' })).toBeNull()
  })

  it('leaves all overlays out for null', () => {
    render(<HlsPlayer src="a.m3u8" overlays={null} />)
    expect(screen.queryByRole('button')).toBeNull()
    expect(view().querySelector('video')).not.toBeNull()
  })
})
