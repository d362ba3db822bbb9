import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { settle } from '../resource/http.fixture.ts'
import { Microphone } from './microphone.ts'

beforeEach(() => void vi.spyOn(console, 'warn').mockImplementation(() => {}))
afterEach(() => {
  vi.unstubAllGlobals()
  vi.restoreAllMocks()
})

class Track extends EventTarget {
  readyState = 'live'
  stop(): void {
    this.readyState = 'ended'
  }
}

function lab() {
  const asked: { allow(track: Track | null): void; refuse(): void }[] = []
  const ask = vi.fn(
    () =>
      new Promise((resolve, reject) =>
        asked.push({
          allow: (track) => resolve({ getAudioTracks: () => (track ? [track] : []) }),
          refuse: () => reject(new DOMException('no', 'NotAllowedError')),
        }),
      ),
  )
  vi.stubGlobal('navigator', { mediaDevices: { getUserMedia: ask } })
  const replaceTrack = vi.fn<(track: unknown) => Promise<void>>(() => Promise.resolve())
  const report = vi.fn()
  const microphone = new Microphone({ replaceTrack } as unknown as RTCRtpSender, report)
  return { microphone, asked, ask, replaceTrack, report, track: new Track() }
}

describe('the microphone', () => {
  it('is requested when it is turned on, and then sent', async () => {
    const { microphone, asked, replaceTrack, report, track } = lab()
    void microphone.turn(true)
    asked[0]?.allow(track)
    await settle()
    expect(replaceTrack).toHaveBeenCalledExactlyOnceWith(track)
    expect(report).toHaveBeenCalledExactlyOnceWith(true)
  })

  it('is released when it is turned off', async () => {
    const { microphone, asked, replaceTrack, report, track } = lab()
    void microphone.turn(true)
    asked[0]?.allow(track)
    await settle()
    void microphone.turn(false)
    expect(track.readyState).toBe('ended')
    expect(replaceTrack).toHaveBeenLastCalledWith(null)
    expect(report).toHaveBeenLastCalledWith(false)
  })

  it.each([
    ['turned off', (microphone: Microphone) => void microphone.turn(false)],
    ['closed', (microphone: Microphone) => microphone.close()],
  ])('is released at once if it is allowed after it was %s', async (_, end) => {
    const { microphone, asked, replaceTrack, report, track } = lab()
    void microphone.turn(true)
    end(microphone)
    asked[0]?.allow(track)
    await settle()
    expect(track.readyState).toBe('ended')
    expect(replaceTrack).not.toHaveBeenCalledWith(track)
    expect(report).not.toHaveBeenCalledWith(true)
  })

  it('stays off with a warning when it is refused', async () => {
    const { microphone, asked, report } = lab()
    void microphone.turn(true)
    asked[0]?.refuse()
    await settle()
    expect(report).toHaveBeenCalledExactlyOnceWith(false)
    expect(console.warn).toHaveBeenCalledOnce()
  })

  it('is off when it is unplugged', async () => {
    const { microphone, asked, report, track } = lab()
    void microphone.turn(true)
    asked[0]?.allow(track)
    await settle()
    track.dispatchEvent(new Event('ended'))
    expect(report).toHaveBeenLastCalledWith(false)
  })

  it('is not requested while it is on', async () => {
    const { microphone, asked, ask, track } = lab()
    void microphone.turn(true)
    asked[0]?.allow(track)
    await settle()
    void microphone.turn(true)
    expect(ask).toHaveBeenCalledOnce()
  })

  it('keeps one track when it is requested twice at once', async () => {
    const { microphone, asked, report, track } = lab()
    const other = new Track()
    void microphone.turn(true)
    void microphone.turn(true)
    asked[0]?.allow(track)
    asked[1]?.allow(other)
    await settle()
    expect([track.readyState, other.readyState]).toEqual(['ended', 'live'])
    expect(report).toHaveBeenCalledExactlyOnceWith(true)
    microphone.close()
    expect(other.readyState).toBe('ended')
  })

  it('is not requested after the close', () => {
    const { microphone, ask } = lab()
    microphone.close()
    void microphone.turn(true)
    expect(ask).not.toHaveBeenCalled()
  })
})
