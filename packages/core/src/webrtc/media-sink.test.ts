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

describe('a picture', () => {
  it('is given to the view once it has all its tracks, and once only', () => {
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

  it('is given to a view that comes later', () => {
    const picture = new MediaSink()
    picture.show()
    const { surface: view, set } = surface()
    picture.attach(view)
    expect(set).toHaveLength(1)
  })

  it('is taken from a view that goes, and from one that another replaces', () => {
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

  it('is taken away at its end, unless the view shows something else by then', () => {
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
