import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { Surface } from '../source/source-contract.ts'
import { MediaSink } from './media-sink.ts'

class FakeStream {
  readonly tracks: unknown[] = []
  addTrack(track: unknown): void {
    this.tracks.push(track)
  }
  removeTrack(track: unknown): void {
    this.tracks.splice(this.tracks.indexOf(track), 1)
  }
  getTracks(): unknown[] {
    return [...this.tracks]
  }
}

beforeEach(() => void vi.stubGlobal('MediaStream', FakeStream))
afterEach(() => void vi.unstubAllGlobals())

const track = (kind: string) => ({ kind }) as MediaStreamTrack

function surface() {
  const set: unknown[] = []
  const video = {
    get srcObject() {
      return set.at(-1) ?? null
    },
    set srcObject(value: unknown) {
      set.push(value)
    },
  } as unknown as HTMLVideoElement
  return { surface: { video, container: {} as HTMLElement } satisfies Surface, set, video }
}

describe('a media sink', () => {
  it('gives its stream to the view once, when all tracks are there', () => {
    const picture = new MediaSink()
    const { surface: view, set } = surface()
    picture.attach(view)
    picture.add(track('video'))
    picture.add(track('audio'))
    expect(set).toEqual([])
    picture.show()
    picture.attach(view)
    expect(set).toHaveLength(1)
    expect((set[0] as FakeStream).tracks).toHaveLength(2)
  })

  it('gives its stream to a view that is attached later', () => {
    const picture = new MediaSink()
    picture.show()
    const { surface: view, set } = surface()
    picture.attach(view)
    expect(set).toHaveLength(1)
  })

  it('removes its stream from a view that is detached or replaced', () => {
    const picture = new MediaSink()
    picture.show()
    const [first, second] = [surface(), surface()]
    const detachFirst = picture.attach(first.surface)
    const detachSecond = picture.attach(second.surface)
    expect(first.video.srcObject).toBeNull()
    detachFirst()
    expect(second.video.srcObject).not.toBeNull()
    detachSecond()
    expect(second.video.srcObject).toBeNull()
  })

  it('removes its stream at its close, unless the view shows another stream', () => {
    const [first, second] = [new MediaSink(), new MediaSink()]
    const { surface: view, video } = surface()
    first.show()
    second.show()
    first.attach(view)
    second.attach(view)
    first.close()
    expect(video.srcObject).not.toBeNull()
    second.close()
    expect(video.srcObject).toBeNull()
  })
})
