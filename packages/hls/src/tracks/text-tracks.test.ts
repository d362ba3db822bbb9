import { describe, expect, it, vi } from 'vitest'
import { TextTracks } from './text-tracks.ts'
import { noPreferences } from './track-preferences.ts'

type Track = { kind: string; language: string; label: string; mode: string }

const english = (): Track => ({ kind: 'subtitles', language: 'en', label: 'English', mode: 'disabled' })
const french = (): Track => ({ kind: 'subtitles', language: 'fr', label: '', mode: 'showing' })
const metadata = (): Track => ({ kind: 'metadata', language: '', label: 'id3', mode: 'hidden' })

function setUp(tracks: Track[], preferences = noPreferences()) {
  const list = Object.assign(new EventTarget(), { [Symbol.iterator]: () => tracks[Symbol.iterator]() })
  const changed = vi.fn()
  const texts = new TextTracks(preferences, changed)
  texts.attach({ textTracks: list } as unknown as HTMLVideoElement)
  return { texts, tracks, changed, preferences, fire: (type: string) => list.dispatchEvent(new Event(type)) }
}

describe('TextTracks', () => {
  it('lists captions and subtitles, and says which one is shown', () => {
    expect(setUp([english(), french(), metadata()]).texts.value).toEqual({
      items: [
        { id: 'subtitles:en:English', label: 'English', language: 'en' },
        { id: 'subtitles:fr:', label: 'fr', language: 'fr' },
      ],
      selected: 'subtitles:fr:',
    })
  })

  it('is null without captions and subtitles', () => {
    expect(setUp([metadata()]).texts.value).toBeNull()
    const texts = new TextTracks(noPreferences(), () => {})
    texts.attach({} as HTMLVideoElement)
    expect(texts.value).toBeNull()
  })

  it('shows only the chosen track', () => {
    const { texts, tracks } = setUp([english(), french(), metadata()])
    texts.select('subtitles:en:English')
    expect(tracks.map(({ mode }) => mode)).toEqual(['showing', 'disabled', 'hidden'])
    texts.select(null)
    expect(tracks.map(({ mode }) => mode)).toEqual(['disabled', 'disabled', 'hidden'])
  })

  it('keeps the default of the stream until the viewer chooses', () => {
    const { tracks, fire } = setUp([french()])
    fire('addtrack')
    expect(tracks[0]?.mode).toBe('showing')
  })

  it('applies the choice again when a reload adds the tracks again', () => {
    const { texts, tracks, fire } = setUp([english(), french()])
    texts.select('subtitles:en:English')
    tracks.splice(0, 2, english(), french())
    fire('addtrack')
    expect(tracks.map(({ mode }) => mode)).toEqual(['showing', 'disabled'])
  })

  it('applies a choice that was made on an earlier connection', () => {
    expect(
      setUp([english(), french()], { ...noPreferences(), text: 'subtitles:en:English' }).tracks[0]?.mode,
    ).toBe('showing')
  })

  it('reports changes until it is detached', () => {
    const { texts, changed, fire } = setUp([english()])
    fire('change')
    fire('removetrack')
    expect(changed).toHaveBeenCalledTimes(2)
    texts.detach()
    fire('change')
    expect(changed).toHaveBeenCalledTimes(2)
  })
})
