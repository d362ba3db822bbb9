import { createTestLink, manualEnvironment, scriptedSource } from '@standby/core/testing'
import type { ClosedEvent } from '@standby/core/source'
import { describe, expect, it, vi } from 'vitest'
import { nestedMedia } from './nested-media.ts'

function place() {
  const environment = manualEnvironment()
  const link = createTestLink({
    environment,
    resumeToken: 'of the gateway alone',
    attempt: 3,
    intent: 'retry',
  })
  const { source, script } = scriptedSource()
  const ended = vi.fn<(event: ClosedEvent) => void>()
  vi.spyOn(console, 'warn').mockImplementation(() => {})
  const media = nestedMedia(link, { scripted: () => source }, ended)
  const open = (worker: string, kind = 'scripted', url = 'https://x.example.com') =>
    media.open({ type: 'assigned', worker, media: { kind, url } })
  const assignments = () => script.connections.map((connection) => connection.link.assignment?.url)
  return { link, environment, script, ended, media, open, assignments }
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

describe('more than three workers in 30 s', () => {
  const full = () => {
    const t = place()
    for (const worker of ['a', 'b', 'c']) {
      t.open(worker, 'scripted', worker)
      t.environment.advance(1000)
    }
    t.open('d', 'scripted', 'd')
    return t
  }

  it('wait until 30 s after the first of them, without the media of the former', () => {
    const { environment, script, media, assignments } = full()
    expect(script.connections.map(({ closed }) => closed !== null)).toEqual([true, true, true])
    expect(media.isOpen).toBe(true)
    environment.advance(26_999)
    expect(assignments()).toEqual(['a', 'b', 'c'])
    environment.advance(1)
    expect(assignments()).toEqual(['a', 'b', 'c', 'd'])
    expect(environment.timers).toBe(0)
  })

  it('are waited for by the newest assignment alone, also of the same worker', () => {
    const { environment, open, assignments } = full()
    open('e', 'scripted', 'e')
    open('f', 'scripted', 'f')
    open('f', 'scripted', 'f, with a new token')
    environment.advance(30_000)
    expect(assignments().slice(3)).toEqual(['f, with a new token'])
  })

  it('wait no longer where the clock is set back meanwhile', () => {
    const t = place()
    for (const worker of ['a', 'b', 'c']) t.open(worker)
    t.environment.sleep(-3_600_000)
    t.open('d')
    t.environment.advance(30_000)
    expect(t.script.connections).toHaveLength(4)
  })

  it.each(['empty', 'close'] as const)('open nothing after %s', (how) => {
    const { environment, media, assignments } = full()
    media[how](1000)
    expect(environment.timers).toBe(0)
    environment.advance(60_000)
    expect(media.isOpen).toBe(false)
    expect(assignments()).toHaveLength(3)
  })
})
