import { describe, expect, it, vi } from 'vitest'
import { createLastFrame } from './last-frame.ts'

type Draw = (picture: unknown, x: number, y: number) => void

/** A canvas that records what was drawn. jsdom cannot draw. */
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
  it('copies the frame at its own size, and frees it at the release', () => {
    const lastFrame = createLastFrame()
    const { element, draw } = canvas()
    const picture = video()
    lastFrame.moveTo(element)
    lastFrame.keep(picture)
    expect([element.width, element.height]).toEqual([640, 360])
    expect(draw.mock.calls).toEqual([[picture, 0, 0]])
    lastFrame.release()
    expect(element.width).toBe(0)
  })

  it('does not change a canvas without a copy', () => {
    const lastFrame = createLastFrame()
    const { element } = canvas()
    lastFrame.moveTo(element)
    element.width = 123
    lastFrame.release()
    expect(element.width).toBe(123)
  })

  it.each([
    ['has no frame', video({ readyState: 1 })],
    ['has no picture', video({ width: 0 })],
    ['is protected', video({ mediaKeys: {} })],
  ])('draws nothing of a video that %s', (_name, picture) => {
    const lastFrame = createLastFrame()
    const { element, draw } = canvas()
    lastFrame.moveTo(element)
    lastFrame.keep(picture)
    expect(draw).not.toHaveBeenCalled()
  })

  it('keeps its copy when the video has no newer frame', () => {
    const lastFrame = createLastFrame()
    const { element, draw } = canvas()
    lastFrame.moveTo(element)
    lastFrame.keep(video())
    lastFrame.keep(video({ readyState: 0 }))
    expect(draw).toHaveBeenCalledOnce()
    expect(element.width).toBe(640)
    lastFrame.release()
    expect(element.width).toBe(0)
  })

  it('moves its copy to the next view', () => {
    const lastFrame = createLastFrame()
    const first = canvas()
    const second = canvas()
    lastFrame.moveTo(first.element)
    lastFrame.keep(video())
    lastFrame.moveTo(second.element)
    expect(second.draw.mock.calls).toEqual([[first.element, 0, 0]])
    expect([second.element.width, second.element.height]).toEqual([640, 360])
    expect(first.element.width).toBe(0)
    lastFrame.release()
    expect(second.element.width).toBe(0)
  })

  it('keeps its copy for a moment without a view, as between two routes', () => {
    const lastFrame = createLastFrame()
    const first = canvas()
    const second = canvas()
    lastFrame.moveTo(first.element)
    lastFrame.keep(video())
    lastFrame.moveTo(null)
    lastFrame.moveTo(second.element)
    expect(second.draw.mock.calls).toEqual([[first.element, 0, 0]])
    expect(first.element.width).toBe(0)
    lastFrame.release()
    expect(second.element.width).toBe(0)
  })

  it('no longer draws on a canvas whose view is gone', () => {
    const lastFrame = createLastFrame()
    const first = canvas()
    lastFrame.moveTo(first.element)
    lastFrame.keep(video())
    lastFrame.moveTo(null)
    lastFrame.release()
    expect(first.element.width).toBe(0)
    lastFrame.keep(video())
    expect(first.draw).toHaveBeenCalledOnce()

    const second = canvas()
    lastFrame.moveTo(second.element)
    lastFrame.moveTo(null)
    lastFrame.keep(video())
    expect(second.draw).not.toHaveBeenCalled()
  })

  it('keeps no copy when the browser forbids copying the frame', () => {
    const lastFrame = createLastFrame()
    const { element } = canvas(
      vi.fn<Draw>(() => {
        throw new DOMException('tainted', 'SecurityError')
      }),
    )
    lastFrame.moveTo(element)
    expect(() => lastFrame.keep(video())).not.toThrow()
    expect(element.width).toBe(0)
  })

  it('works without a canvas, and with one that cannot draw', () => {
    const lastFrame = createLastFrame()
    lastFrame.keep(video())
    lastFrame.release()
    const element = document.createElement('canvas')
    vi.spyOn(element, 'getContext').mockReturnValue(null)
    lastFrame.moveTo(element)
    expect(() => lastFrame.keep(video())).not.toThrow()
  })
})
