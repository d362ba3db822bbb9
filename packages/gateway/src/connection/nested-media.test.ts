import { createTestLink, manualEnvironment, scriptedSource } from '@standby/core/testing'
import type { ClosedEvent } from '@standby/core/source'
import { describe, expect, it, vi } from 'vitest'
import { nestedMedia } from './nested-media.ts'

function lab() {
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

describe('nested media', () => {
  it('is empty until a worker is assigned', () => {
    const { media, script } = lab()
    expect(media.isOpen).toBe(false)
    media.empty()
    expect(script.connections).toEqual([])
  })

  it('opens the assigned media with the link of the session, without the resume token', () => {
    const { media, script, open } = lab()
    expect(open('w')).toBe(true)
    expect(media.isOpen).toBe(true)
    expect(script.last.link).toMatchObject({
      attempt: 3,
      intent: 'retry',
      assignment: { kind: 'scripted', url: 'https://x.example.com' },
    })
    expect(script.last.link.resumeToken).toBeUndefined()
  })

  it('continues when the same worker is assigned again', () => {
    const { script, open } = lab()
    open('w')
    open('w')
    expect(script.connections).toHaveLength(1)
  })

  it.each(['whep', 'toString', '__proto__'])('does not open the unknown kind %s', (kind) => {
    const { media, open } = lab()
    expect(open('w', kind)).toBe(false)
    expect(media.isOpen).toBe(false)
  })

  it('attaches later media to the view, and keeps the last frame meanwhile', () => {
    const { media, script, open } = lab()
    const view = surface()
    media.attach(view)
    open('w')
    expect(view.hold).not.toHaveBeenCalled()
    open('x')
    expect(view.hold).toHaveBeenCalledOnce()
    expect(script.connections.map(({ surfaces }) => surfaces.length)).toEqual([0, 1])
  })

  it('keeps no last frame without a view', () => {
    const { media, open } = lab()
    const view = surface()
    const detach = media.attach(view)
    open('w')
    detach()
    detach()
    open('x')
    expect(view.hold).not.toHaveBeenCalled()
  })

  it('can be emptied and opened again', () => {
    const { media, script, open } = lab()
    open('w')
    media.empty()
    expect(media.isOpen).toBe(false)
    expect(script.last.closed).toEqual({ code: 1000, reason: 'ended' })
    open('w')
    expect(script.connections).toHaveLength(2)
    expect(media.isOpen).toBe(true)
  })

  it('reports once that media closed by itself, and is empty then', () => {
    const { media, script, open, ended } = lab()
    open('w')
    script.emit({ type: 'closed', code: 1006 }, { type: 'closed', code: 1006 })
    expect(ended).toHaveBeenCalledOnce()
    expect(media.isOpen).toBe(false)
  })

  it('closes with the code of the session, and then opens nothing', () => {
    const { media, script, open, ended } = lab()
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
    const t = lab()
    for (const worker of ['a', 'b', 'c']) {
      t.open(worker, 'scripted', worker)
      t.environment.advance(1000)
    }
    t.open('d', 'scripted', 'd')
    return t
  }

  it('wait until 30 s after the first one, and the last media closes at once', () => {
    const { environment, script, media, assignments } = full()
    expect(script.connections.map(({ closed }) => closed !== null)).toEqual([true, true, true])
    expect(media.isOpen).toBe(true)
    environment.advance(26_999)
    expect(assignments()).toEqual(['a', 'b', 'c'])
    environment.advance(1)
    expect(assignments()).toEqual(['a', 'b', 'c', 'd'])
    expect(environment.timers).toBe(0)
  })

  it('lead to one connection for the newest assignment, also of the same worker', () => {
    const { environment, open, assignments } = full()
    open('e', 'scripted', 'e')
    open('f', 'scripted', 'f')
    open('f', 'scripted', 'f, with a new token')
    environment.advance(30_000)
    expect(assignments().slice(3)).toEqual(['f, with a new token'])
  })

  it('do not wait longer when the clock is set back', () => {
    const t = lab()
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
