import { fireEvent, screen } from '@testing-library/react'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { RichPlayer } from '../Controls/rich-player.fixture.tsx'
import { describePart } from '../../primitives/part/conformance.fixture.tsx'
import { StreamView } from '../StreamView/StreamView.tsx'
import { renderSession } from '../../testing.tsx'
import * as Parts from './index.ts'
import { dvr, live, playAt } from './live-window.fixture.ts'
import { SeekBar } from './SeekBar.tsx'

afterEach(() => void vi.restoreAllMocks())

describePart(Parts.Root, { name: 'seek-bar', wrapper: RichPlayer })
describePart(Parts.Slider, { name: 'seek-bar-slider', wrapper: RichPlayer, root: Parts.Root })
describePart(Parts.Preview, { name: 'seek-bar-preview', wrapper: RichPlayer, root: Parts.Root })

describe('the seek bar', () => {
  const slider = () => screen.getByRole<HTMLInputElement>('slider', { name: 'Seek' })
  const show = (sample = dvr(), time = 2794) => {
    const rendered = renderSession(
      <StreamView>
        <SeekBar />
      </StreamView>,
      { session: { afk: false } },
    )
    rendered.script.play()
    const video = playAt(rendered.session.media.video, time)
    rendered.script.sampleLive(sample)
    return { ...rendered, video }
  }

  it('is hidden for a window below 30 s', () => {
    show(live({ seekableMs: 29_999, seekable: { start: 0, end: 30 } }))
    expect(screen.queryByRole('slider', { name: 'Seek' })).toBeNull()
  })

  it('is shown for a window from 30 s on', () => {
    show(live({ seekableMs: 30_000, seekable: { start: 0, end: 30 } }))
    expect(slider().max).toBe('30')
  })

  it('is at its end and says "Live" at the live edge', () => {
    show()
    expect(slider()).toMatchObject({ min: '1000', max: '2800', value: '2800', ariaValueText: 'Live' })
  })

  it('says how far behind the live edge playback is', () => {
    show(dvr({ atEdge: false, latencyMs: 156_000 }), 2650)
    expect(slider()).toMatchObject({ value: '2650', ariaValueText: '2:30 behind live' })
  })

  it('moves with the DVR window', () => {
    const { script, video } = show(dvr({ atEdge: false }), 1900)
    playAt(video, 1910)
    script.sampleLive(dvr({ atEdge: false, seekable: { start: 1010, end: 2810 } }))
    expect(slider()).toMatchObject({ min: '1010', max: '2810', value: '1910' })
    expect(slider().style.getPropertyValue('--sb-filled')).toBe('0.5')
  })

  it('seeks when the thumb is released, and does not move while it is dragged', () => {
    const { script, video } = show(dvr({ atEdge: false }), 2650)
    slider().value = '1500'
    fireEvent.input(slider())
    expect(slider().ariaValueText).toBe('21:40 behind live')
    script.sampleLive(dvr({ atEdge: false }))
    expect(slider().value).toBe('1500')
    slider().dispatchEvent(new Event('change', { bubbles: true }))
    expect(video.currentTime).toBe(1500)
  })

  it('seeks to the live edge when the thumb is released at the end', () => {
    const { script, video } = show(dvr({ atEdge: false }), 2650)
    slider().value = '2799.5'
    fireEvent.input(slider())
    slider().dispatchEvent(new Event('change', { bubbles: true }))
    expect(script.last.commands).toEqual([{ type: 'seek-to-live' }])
    expect(video.currentTime).toBe(2650)
  })

  it.each([
    ['ArrowLeft', 1895],
    ['ArrowRight', 1905],
    ['PageDown', 1870],
    ['PageUp', 1930],
    ['Home', 1000],
  ])('seeks by time on %s', (key, time) => {
    const { video } = show(dvr({ atEdge: false }), 1900)
    expect(fireEvent.keyDown(slider(), { key })).toBe(false)
    expect(video.currentTime).toBe(time)
  })

  it('seeks to the live edge on End, and stays there on ArrowRight', () => {
    const { script } = show(dvr({ atEdge: false }), 1900)
    fireEvent.keyDown(slider(), { key: 'End' })
    expect(script.last.commands).toEqual([{ type: 'seek-to-live' }])
    script.sampleLive(dvr())
    fireEvent.keyDown(slider(), { key: 'ArrowRight' })
    expect(script.last.commands).toHaveLength(1)
  })

  it('previews the moment under the pointer', () => {
    show()
    vi.spyOn(slider(), 'getBoundingClientRect').mockReturnValue(new DOMRect(100, 0, 400, 44))
    const preview = slider().nextElementSibling
    fireEvent.pointerMove(slider(), { clientX: 200 })
    expect(preview?.textContent).toBe('22:30 behind live')
    fireEvent.pointerMove(slider(), { clientX: 500 })
    expect(preview?.textContent).toBe('Live')
  })

  it('runs left to right in every language', () => {
    show()
    expect(slider().dir).toBe('ltr')
  })

  it('stops listening when it unmounts', () => {
    const { script, unmount, session } = show()
    const input = slider()
    unmount()
    expect(session.getState().status).toBe('streaming')
    script.sampleLive(dvr({ seekable: { start: 0, end: 1 } }))
    expect(input.max).toBe('2800')
  })

  it('works without a preview and without a slider', () => {
    const { script } = renderSession(
      <StreamView>
        <Parts.Root>
          <Parts.Slider />
        </Parts.Root>
        <Parts.Root />
      </StreamView>,
    )
    script.play()
    script.sampleLive(dvr())
    expect(() => fireEvent.pointerMove(slider(), { clientX: 200 })).not.toThrow()
    expect(slider()).toMatchObject({ max: '2800', ariaValueText: 'Live' })
  })
})
