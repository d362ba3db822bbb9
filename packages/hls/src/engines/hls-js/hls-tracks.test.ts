import { createTestLink } from '@standby/core/testing'
import { describe, expect, it } from 'vitest'
import { findLevel } from './hls-tracks.ts'
import { openLab, settle } from '../lab.fixture.ts'

describe('the choice of a track', () => {
  const levels = [
    { height: 360, bitrate: 800_000, url: ['https://example.com/low'] },
    { height: 720, bitrate: 2_500_000, url: ['https://example.com/high'] },
  ]

  it('is applied again after a reload and by the next connection', async () => {
    const lab = await openLab()
    lab.player.parsed(levels)
    expect(lab.last('tracks')).toMatchObject({
      qualities: { items: [{ id: '360p-800000' }, { id: '720p-2500000' }], selected: 'auto', active: null },
      texts: null,
      audios: null,
    })
    lab.connection.command?.({ type: 'quality', id: '720p-2500000' })
    expect(lab.player.nextLevel).toBe(1)
    expect(lab.last('tracks')?.qualities?.selected).toBe('720p-2500000')

    lab.player.parsed([...levels].reverse())
    expect(lab.player.loadLevel).toBe(0)

    lab.connection.close(1000)
    lab.source.connect(createTestLink({ environment: lab.environment }))
    await settle()
    lab.probe.parsed(levels)
    expect(lab.probe.loadLevel).toBe(1)
  })

  it('is reported once while nothing changes', async () => {
    const lab = await openLab()
    lab.player.parsed(levels)
    lab.player.trigger('hlsLevelSwitched')
    expect(lab.link.eventsOf('tracks')).toHaveLength(1)
    lab.player.currentLevel = 1
    lab.player.trigger('hlsLevelSwitched')
    expect(lab.last('tracks')?.qualities?.active).toBe('720p-2500000')
  })

  it('can be of an audio track', async () => {
    const lab = await openLab()
    lab.player.parsed([{}])
    lab.player.audioTracks = [
      { lang: 'en', name: 'English' },
      { lang: 'fr', name: 'Français' },
    ]
    lab.player.audioTrack = 0
    lab.player.trigger('hlsAudioTracksUpdated')
    expect(lab.last('tracks')?.audios).toMatchObject({ selected: 'en:English' })
    lab.connection.command?.({ type: 'audio-track', id: 'fr:Français' })
    expect(lab.player.audioTrack).toBe(1)
  })
})

describe('findLevel', () => {
  const levels = [
    { height: 360, bitrate: 800_000, name: '' },
    { height: 720, bitrate: 2_500_000, name: '' },
  ]

  it('finds the level that was chosen', () => {
    expect(findLevel(levels, '720p-2500000')).toBe(1)
  })

  it('finds the nearest level in height when the stream has changed', () => {
    expect(findLevel(levels, '1080p-5000000')).toBe(1)
    expect(findLevel(levels, '480p-1')).toBe(0)
  })

  it('finds no level for an unknown id', () => {
    expect(findLevel(levels, 'no such quality')).toBe(-1)
    expect(findLevel([], '720p-2500000')).toBe(-1)
    expect(findLevel(levels, '0p-64000')).toBe(-1)
  })
})
