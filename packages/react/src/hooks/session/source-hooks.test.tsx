import { act } from '@testing-library/react'
import type { LiveSample } from '@standby/core'
import { describe, expect, it, vi } from 'vitest'
import { textInputStore } from '../../session/text-input.ts'
import { renderSessionHook } from '../../testing.tsx'
import { useAudioTracks } from '../media/useAudioTracks.ts'
import { useLive, useLiveSample } from '../media/useLive.ts'
import { useMessage } from '../status/useMessage.ts'
import { useMicrophone } from '../media/useMicrophone.ts'
import { useQuality } from '../media/useQuality.ts'
import { useStreamStats } from '../media/useStreamStats.ts'
import { useTextInput } from './useTextInput.ts'
import { useTextTracks } from '../media/useTextTracks.ts'

const sample = (change: Partial<LiveSample> = {}): LiveSample => ({
  latencyMs: 6000,
  targetLatencyMs: 6000,
  atEdge: true,
  seekableMs: 0,
  seekable: null,
  ...change,
})

describe('useLive', () => {
  it('is unknown before the first sample, then follows the samples', () => {
    const { result, script } = renderSessionHook(() => useLive())
    expect(result.current).toMatchObject({ latencyMs: null, atEdge: true, seekableMs: 0 })
    script.sampleLive(sample({ latencyMs: 12_000, atEdge: false, seekableMs: 90_000 }))
    expect(result.current).toMatchObject({ latencyMs: 12_000, atEdge: false, seekableMs: 90_000 })
    act(() => result.current.seekToLive())
    expect(script.last.commands).toEqual([{ type: 'seek-to-live' }])
  })

  it('does not render for a change it does not return', () => {
    const { result, script } = renderSessionHook(() => useLive())
    script.sampleLive(sample())
    script.sampleLive(sample({ targetLatencyMs: 7000 }))
    expect(result.all).toHaveLength(2)
  })

  it('does not render when the session’s state changes', () => {
    const { result, script } = renderSessionHook(() => useLive())
    script.play()
    expect(result.all).toHaveLength(1)
  })
})

describe('useLiveSample', () => {
  it('renders only when its slice changes', () => {
    const { result, script } = renderSessionHook(() => useLiveSample((live) => live?.atEdge ?? false))
    for (const latencyMs of [6000, 6100, 6200]) script.sampleLive(sample({ latencyMs }))
    script.sampleLive(sample({ atEdge: false }))
    expect(result.all).toEqual([false, true, false])
  })
})

describe('useStreamStats', () => {
  it('returns the last sample', () => {
    const { result, script } = renderSessionHook(() => useStreamStats())
    expect(result.current).toBeNull()
    script.sampleStats({ at: 5, framesPerSecond: 30 })
    expect(result.current).toEqual({ at: 5, framesPerSecond: 30 })
  })
})

describe('the hooks for tracks and microphone', () => {
  it('return null where the source offers nothing', () => {
    const { result } = renderSessionHook(() => [
      useQuality(),
      useTextTracks(),
      useAudioTracks(),
      useMicrophone(),
    ])
    expect(result.current).toEqual([null, null, null, null])
  })

  it('list and select qualities', () => {
    const { result, script } = renderSessionHook(() => useQuality())
    const qualities = {
      items: [
        { id: '0', height: 360 },
        { id: '1', height: 720 },
      ],
      selected: 'auto',
      active: '1',
    }
    script.emit({ type: 'tracks', qualities })
    expect(result.current).toMatchObject(qualities)
    act(() => result.current?.select('0'))
    expect(script.last.commands).toEqual([{ type: 'quality', id: '0' }])
  })

  it('list and select captions, and turn them off', () => {
    const { result, script } = renderSessionHook(() => useTextTracks())
    script.emit({ type: 'tracks', texts: { items: [{ id: 'en', label: 'English' }], selected: null } })
    expect(result.current).toMatchObject({ items: [{ id: 'en' }], selected: null })
    act(() => result.current?.select('en'))
    act(() => result.current?.select(null))
    expect(script.last.commands).toEqual([
      { type: 'text-track', id: 'en' },
      { type: 'text-track', id: null },
    ])
  })

  it('select an audio track', () => {
    const { result, script } = renderSessionHook(() => useAudioTracks())
    script.emit({ type: 'tracks', audios: { items: [{ id: 'a', label: 'Commentary' }], selected: 'a' } })
    act(() => result.current?.select('a'))
    expect(script.last.commands).toEqual([{ type: 'audio-track', id: 'a' }])
  })

  it('turn the microphone on', () => {
    const { result, script } = renderSessionHook(() => useMicrophone())
    script.emit({ type: 'tracks', microphone: { on: false } })
    expect(result.current?.on).toBe(false)
    act(() => result.current?.setOn(true))
    expect(script.last.commands).toEqual([{ type: 'microphone', on: true }])
    script.emit({ type: 'tracks', microphone: null })
    expect(result.current).toBeNull()
  })

  it('render only when their own list changes', () => {
    const { result, script } = renderSessionHook(() => useTextTracks())
    script.emit({ type: 'tracks', audios: { items: [], selected: null } })
    expect(result.all).toHaveLength(1)
  })
})

describe('useMessage', () => {
  it('calls the listener of the last render with every message', () => {
    const [first, second] = [vi.fn<(data: unknown) => void>(), vi.fn<(data: unknown) => void>()]
    let listener = first
    const { script, rerender } = renderSessionHook(() => useMessage((data) => listener(data)))
    script.emit({ type: 'message', data: { score: 1 } })
    listener = second
    rerender()
    script.emit({ type: 'message', data: { score: 2 } })
    expect(first.mock.calls).toEqual([[{ score: 1 }]])
    expect(second.mock.calls).toEqual([[{ score: 2 }]])
  })

  it('stops when its component unmounts', () => {
    const listener = vi.fn<(data: unknown) => void>()
    const { script, unmount } = renderSessionHook(() => useMessage(listener))
    unmount()
    script.emit({ type: 'message', data: 1 })
    expect(listener).not.toHaveBeenCalled()
  })
})

describe('useTextInput', () => {
  const asked = () => {
    const rendered = renderSessionHook(() => useTextInput())
    rendered.script.play()
    rendered.script.emit({ type: 'text-input', value: 'old', multiline: true })
    return rendered
  }

  it('returns the far end’s request', () => {
    const { result } = asked()
    expect(result.all[0]).toBeNull()
    expect(result.current).toMatchObject({ value: 'old', multiline: true })
  })

  it('sends the text and closes', () => {
    const { result, script } = asked()
    act(() => result.current?.submit('new'))
    expect(script.last.commands).toEqual([{ type: 'input', event: { type: 'text', value: 'new' } }])
    expect(result.current).toBeNull()
  })

  it('closes without sending', () => {
    const { result, script } = asked()
    act(() => result.current?.cancel())
    expect(script.last.commands).toEqual([])
    expect(result.current).toBeNull()
  })

  it('drops the request when the connection closes', () => {
    const { result, script } = asked()
    script.emit({ type: 'closed', code: 1006 })
    expect(result.current).toBeNull()
  })

  it('keeps no request after unmount, neither an old one nor a new one', () => {
    const { unmount, session, script } = asked()
    unmount()
    expect(textInputStore(session).get()).toBeNull()
    script.emit({ type: 'text-input', value: 'new', multiline: true })
    expect(textInputStore(session).get()).toBeNull()
  })
})
