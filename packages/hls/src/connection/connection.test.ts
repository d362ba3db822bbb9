import { describe, expect, it, vi } from 'vitest'
import { fakeDetails } from '../engines/hls-js/fake-hls.fixture.ts'
import { type Lab, openLab, refused, settle, src } from '../engines/lab.fixture.ts'

describe('a signature that expires', () => {
  const expire = (lab: Lab) => {
    for (let i = 0; i < 3; i++) lab.player.fail(refused('levelLoadError', 403))
  }

  it('is renewed once, and the buffer stays', async () => {
    const ask = vi.fn(({ reason }: { reason: string }) => `${src}?token=${reason}`)
    const lab = await openLab({ src: ask })
    lab.player.parsed([{ url: [`${src}?token=connect`] }])
    await lab.play()
    expire(lab)
    await settle()
    expect(ask).toHaveBeenLastCalledWith({ attempt: 0, reason: 'expired' })
    expect(lab.player.levels[0]?.url).toEqual([`${src}?token=expired`])
    expect(lab.player.taken()).toEqual(['startLoad'])
    expect(lab.hold).toHaveBeenCalledTimes(1)
  })

  it('is renewed for every level of a multivariant playlist', async () => {
    const lab = await openLab({ src: ({ reason }) => `${src}?token=${reason}` })
    lab.player.parsed([{ url: ['https://example.com/a?old'] }, { url: ['https://example.com/b?old'] }])
    await lab.play()
    expire(lab)
    await settle()
    lab.probe.parsed([{ url: ['https://example.com/a?new'] }, { url: ['https://example.com/b?new'] }])
    lab.probe.list(fakeDetails(12))
    await settle()
    expect(lab.player.levels.map(({ url }) => url[0])).toEqual([
      'https://example.com/a?new',
      'https://example.com/b?new',
    ])
    expect(lab.player.taken()).toEqual(['startLoad'])
  })

  it('loads another stream when the renewed address names another one', async () => {
    const lab = await openLab({ src: ({ reason }) => `https://example.com/${reason}.m3u8` })
    await lab.play()
    expire(lab)
    await settle()
    lab.probe.parsed([{ url: ['https://example.com/expired.m3u8'] }])
    lab.probe.list(fakeDetails(3))
    await settle()
    lab.run(8000)
    expect(lab.player.taken()).toContain('loadSource https://example.com/expired.m3u8')
  })

  it('closes the session once the buffer is empty, when a renewal did not help', async () => {
    const lab = await openLab({ src: () => src })
    await lab.play()
    expire(lab)
    await settle()
    expire(lab)
    await settle()
    expect(lab.types()).not.toContain('closed')
    lab.run(8000)
    expire(lab)
    await settle()
    expect(lab.last('closed')).toMatchObject({ code: 1008, cause: 'forbidden' })
  })

  it('is renewed again after ten seconds, and no sooner', async () => {
    const ask = vi.fn(() => src)
    const lab = await openLab({ src: ask })
    await lab.play()
    expire(lab)
    await settle()
    ask.mockClear()
    lab.video.buffered = [[8, 60]]
    lab.run(9800)
    lab.environment.advance(199)
    expire(lab)
    await settle()
    expect(ask).not.toHaveBeenCalled()
    lab.environment.advance(1)
    expire(lab)
    await settle()
    expect(ask).toHaveBeenCalledOnce()
  })

  it('closes the session when the address is a plain string', async () => {
    const lab = await openLab()
    await lab.play()
    lab.run(8000)
    expire(lab)
    await settle()
    expect(lab.last('closed')).toMatchObject({ code: 1008, cause: 'forbidden' })
  })

  it('is renewed when segments are refused', async () => {
    const ask = vi.fn(() => src)
    const lab = await openLab({ src: ask })
    await lab.play()
    for (let i = 0; i < 3; i++) lab.player.fail(refused('fragLoadError', 403))
    await settle()
    expect(ask).toHaveBeenLastCalledWith({ attempt: 0, reason: 'expired' })
  })
})

describe('an end', () => {
  const endTag = (lab: Lab) => lab.player.list(fakeDetails(12, { live: false }))

  it('is announced at the end tag, and closes once, after the last frame', async () => {
    const lab = await openLab()
    await lab.play()
    endTag(lab)
    expect(lab.types().at(-1)).toBe('ending')
    lab.run(4000)
    expect(lab.types().at(-1)).toBe('ending')
    lab.player.trigger('hlsMediaEnded', { stalled: false })
    lab.video.fire('ended')
    expect(lab.link.eventsOf('closed')).toEqual([{ type: 'closed', code: 1000, reason: 'ended' }])
    expect(lab.player.destroyed).toBe(true)
    expect(lab.environment.timers).toBe(0)
  })

  it('closes at once when everything was already shown', async () => {
    const lab = await openLab()
    await lab.play()
    lab.run(8000)
    expect(lab.last('stalled')).toBeDefined()
    lab.player.list(fakeDetails(11, { live: false }))
    expect(lab.types().slice(-2)).toEqual(['ending', 'closed'])
  })

  it('waits for the media of the last playlist', async () => {
    const lab = await openLab()
    await lab.play()
    lab.run(8000)
    endTag(lab)
    expect(lab.types().at(-1)).toBe('ending')
  })

  it('is not assumed when only the element ends', async () => {
    const lab = await openLab()
    await lab.play()
    lab.video.fire('ended')
    expect(lab.types()).not.toContain('closed')
  })

  it.each([
    ['watchForRestart', { watchForRestart: true }],
    ['the intent to watch', { intent: 'watch' as const }],
  ])('becomes not-live with %s, and begins again at the same address', async (_, options) => {
    const lab = await openLab(options)
    await lab.play()
    endTag(lab)
    lab.video.fire('ended')
    lab.player.trigger('hlsMediaEnded', { stalled: false })
    expect(lab.link.eventsOf('not-live')).toEqual([
      { type: 'not-live', reason: 'ended', endedAt: lab.environment.now() },
    ])
    lab.player.taken()
    await lab.wait(8000)
    lab.probe.list(fakeDetails(12, { live: false }))
    await lab.wait(8000)
    expect(lab.types().filter((type) => type === 'not-live')).toHaveLength(1)
    lab.probe.list(fakeDetails(1))
    await settle()
    expect(lab.player.taken()).toEqual([`loadSource ${src}`])
    lab.player.list(fakeDetails(1))
    expect(lab.types().slice(-2)).toEqual(['assigned', 'progress'])
  })

  it('is reported, and nothing is loaded, when it came before the viewer', async () => {
    const lab = await openLab({ intent: 'watch' })
    lab.player.list(fakeDetails(12, { live: false }))
    await settle()
    expect(lab.link.events).toEqual([{ type: 'not-live', reason: 'ended' }])
    expect(lab.player.taken()).toContain('stopLoad')
  })
})
