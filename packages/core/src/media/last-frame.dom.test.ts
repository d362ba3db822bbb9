import { describe, expect, it, vi } from 'vitest'
import { createLastFrame } from './last-frame.ts'

type Draw = (picture: unknown, x: number, y: number) => void

/** A canvas that remembers what was drawn; jsdom has none that draws. */
function canvas(draw = vi.fn<Draw>()) {
  const element = document.createElement('canvas')
  vi.spyOn(element, 'getContext').mockReturnValue({ drawImage: draw } as unknown as null)
  return { element, draw }
}

function video({ readyState = 2, width = 640, height = 360, mediaKeys = null as unknown } = {}) {
  const element = document.createElement('video')
  for (const [name, value] of Object.entries({
    readyState,
    videoWidth: width,
    videoHeight: height,
    mediaKeys,
  }))
    Object.defineProperty(element, name, { value })
  return element
}

describe('createLastFrame', () => {
  it('copies the frame in its own size, and frees it at the release', () => {
    const hold = createLastFrame()
    const { element, draw } = canvas()
    const picture = video()
    hold.moveTo(element)
    hold.hold(picture)
    expect([element.width, element.height]).toEqual([640, 360])
    expect(draw.mock.calls).toEqual([[picture, 0, 0]])
    hold.release()
    expect(element.width).toBe(0)
  })

  it('leaves a canvas alone that holds nothing', () => {
    const hold = createLastFrame()
    const { element } = canvas()
    hold.moveTo(element)
    element.width = 123
    hold.release()
    expect(element.width).toBe(123)
  })

  it.each([
    ['has no frame', video({ readyState: 1 })],
    ['has no picture', video({ width: 0 })],
    ['is protected, of which only black could be copied', video({ mediaKeys: {} })],
  ])('draws nothing of a video that %s', (_name, picture) => {
    const hold = createLastFrame()
    const { element, draw } = canvas()
    hold.moveTo(element)
    hold.hold(picture)
    expect(draw).not.toHaveBeenCalled()
  })

  it('keeps what it holds where there is no newer frame', () => {
    const hold = createLastFrame()
    const { element, draw } = canvas()
    hold.moveTo(element)
    hold.hold(video())
    hold.hold(video({ readyState: 0 }))
    expect(draw).toHaveBeenCalledOnce()
    expect(element.width).toBe(640)
    hold.release()
    expect(element.width).toBe(0)
  })

  it('takes what it holds along to the next view', () => {
    const hold = createLastFrame()
    const first = canvas()
    const second = canvas()
    hold.moveTo(first.element)
    hold.hold(video())
    hold.moveTo(second.element)
    expect(second.draw.mock.calls).toEqual([[first.element, 0, 0]])
    expect([second.element.width, second.element.height]).toEqual([640, 360])
    expect(first.element.width).toBe(0)
    hold.release()
    expect(second.element.width).toBe(0)
  })

  it('keeps it through a moment without a view, as between two routes', () => {
    const hold = createLastFrame()
    const first = canvas()
    const second = canvas()
    hold.moveTo(first.element)
    hold.hold(video())
    hold.moveTo(null)
    hold.moveTo(second.element)
    expect(second.draw.mock.calls).toEqual([[first.element, 0, 0]])
    expect(first.element.width).toBe(0)
    hold.release()
    expect(second.element.width).toBe(0)
  })

  it('lets go of a canvas whose view is gone', () => {
    const hold = createLastFrame()
    const first = canvas()
    hold.moveTo(first.element)
    hold.hold(video())
    hold.moveTo(null)
    hold.release()
    expect(first.element.width).toBe(0)
    hold.hold(video())
    expect(first.draw).toHaveBeenCalledOnce()

    const second = canvas()
    hold.moveTo(second.element)
    hold.moveTo(null)
    hold.hold(video())
    expect(second.draw).not.toHaveBeenCalled()
  })

  it('leaves it to the poster where a picture must not be copied', () => {
    const hold = createLastFrame()
    const { element } = canvas(
      vi.fn<Draw>(() => {
        throw new DOMException('tainted', 'SecurityError')
      }),
    )
    hold.moveTo(element)
    expect(() => hold.hold(video())).not.toThrow()
    expect(element.width).toBe(0)
  })

  it('needs neither a canvas nor one that can draw', () => {
    const hold = createLastFrame()
    hold.hold(video())
    hold.release()
    const element = document.createElement('canvas')
    vi.spyOn(element, 'getContext').mockReturnValue(null)
    hold.moveTo(element)
    expect(() => hold.hold(video())).not.toThrow()
  })
})
