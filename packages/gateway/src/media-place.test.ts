import { createTestLink, scriptedSource } from '@standby/core/testing'
import type { ClosedEvent } from '@standby/core/source'
import { describe, expect, it, vi } from 'vitest'
import { mediaPlace } from './media-place.ts'

function place() {
  const link = createTestLink({ resumeToken: 'of the gateway alone', attempt: 3, intent: 'retry' })
  const { source, script } = scriptedSource()
  const ended = vi.fn<(event: ClosedEvent) => void>()
  const media = mediaPlace(link, { scripted: () => source }, ended)
  const open = (worker: string, kind = 'scripted') =>
    media.open({ type: 'assigned', worker, media: { kind, url: 'https://x.example.com' } })
  return { link, script, ended, media, open }
}
const surface = () => ({
  video: {} as HTMLVideoElement,
  container: {} as HTMLElement,
  hold: vi.fn<() => void>(),
})

describe('the place of the media', () => {
  it('is empty until something is assigned', () => {
    const { media, script } = place()
    expect(media.isOpen).toBe(false)
    media.empty()
    expect(script.connections).toEqual([])
  })

  it('opens what is assigned like the session would, without the token of the gateway', () => {
    const { media, script, open } = place()
    expect(open('w')).toBe(true)
    expect(media.isOpen).toBe(true)
    expect(script.last.link).toMatchObject({
      attempt: 3,
      intent: 'retry',
      assignment: { kind: 'scripted', url: 'https://x.example.com' },
    })
    expect(script.last.link.resumeToken).toBeUndefined()
  })

  it('leaves the media alone where the worker is the same', () => {
    const { script, open } = place()
    open('w')
    open('w')
    expect(script.connections).toHaveLength(1)
  })

  it.each(['whep', 'toString', '__proto__'])('does not know the kind %s', (kind) => {
    const { media, open } = place()
    expect(open('w', kind)).toBe(false)
    expect(media.isOpen).toBe(false)
  })

  it('shows media that comes later where the view is, and holds the picture of the former meanwhile', () => {
    const { media, script, open } = place()
    const view = surface()
    media.attach(view)
    open('w')
    expect(view.hold).not.toHaveBeenCalled()
    open('x')
    expect(view.hold).toHaveBeenCalledOnce()
    expect(script.connections.map(({ surfaces }) => surfaces.length)).toEqual([0, 1])
  })

  it('holds nothing once the view is gone', () => {
    const { media, open } = place()
    const view = surface()
    const detach = media.attach(view)
    open('w')
    detach()
    detach()
    open('x')
    expect(view.hold).not.toHaveBeenCalled()
  })

  it('can be emptied and filled again', () => {
    const { media, script, open } = place()
    open('w')
    media.empty()
    expect(media.isOpen).toBe(false)
    expect(script.last.closed).toEqual({ code: 1000, reason: 'ended' })
    open('w')
    expect(script.connections).toHaveLength(2)
    expect(media.isOpen).toBe(true)
  })

  it('tells of media that closes by itself, once, and is empty then', () => {
    const { media, script, open, ended } = place()
    open('w')
    script.emit({ type: 'closed', code: 1006 }, { type: 'closed', code: 1006 })
    expect(ended).toHaveBeenCalledOnce()
    expect(media.isOpen).toBe(false)
  })

  it('closes for good, with the code of the session', () => {
    const { media, script, open, ended } = place()
    open('w')
    media.close(4004, 'afk')
    expect(script.last.closed).toEqual({ code: 4004, reason: 'afk' })
    script.emit({ type: 'closed', code: 1006 })
    open('x')
    expect(script.connections).toHaveLength(1)
    expect(ended).not.toHaveBeenCalled()
  })
})
