import { describe, expect, it, vi } from 'vitest'
import { TextTracks } from './text-tracks.ts'
import { noPreferences } from './track-preferences.ts'

type Track = { kind: string; language: string; label: string; mode: string }

const english = (): Track => ({ kind: 'subtitles', language: 'en', label: 'English', mode: 'disabled' })
const french = (): Track => ({ kind: 'subtitles', language: 'fr', label: '', mode: 'showing' })
const metadata = (): Track => ({ kind: 'metadata', language: '', label: 'id3', mode: 'hidden' })

function setUp(tracks: Track[], choices = noPreferences()) {
  const list = Object.assign(new EventTarget(), { [Symbol.iterator]: () => tracks[Symbol.iterator]() })
  const changed = vi.fn()
  const texts = new TextTracks(choices, changed)
  texts.attach({ textTracks: list } as unknown as HTMLVideoElement)
  return { texts, tracks, changed, choices, fire: (type: string) => list.dispatchEvent(new Event(type)) }
}

describe('TextTracks', () => {
  it('offers captions and subtitles, and says which one is shown', () => {
    expect(setUp([english(), french(), metadata()]).texts.value).toEqual({
      items: [
        { id: 'subtitles:en:English', label: 'English', language: 'en' },
        { id: 'subtitles:fr:', label: 'fr', language: 'fr' },
      ],
      selected: 'subtitles:fr:',
    })
  })

  it('has nothing to offer without any', () => {
    expect(setUp([metadata()]).texts.value).toBeNull()
    const texts = new TextTracks(noPreferences(), () => {})
    texts.attach({} as HTMLVideoElement)
    expect(texts.value).toBeNull()
  })

  it('shows the chosen one alone', () => {
    const { texts, tracks } = setUp([english(), french(), metadata()])
    texts.select('subtitles:en:English')
    expect(tracks.map(({ mode }) => mode)).toEqual(['showing', 'disabled', 'hidden'])
    texts.select(null)
    expect(tracks.map(({ mode }) => mode)).toEqual(['disabled', 'disabled', 'hidden'])
  })

  it('leaves what the stream suggests until somebody chooses', () => {
    const { tracks, fire } = setUp([french()])
    fire('addtrack')
    expect(tracks[0]?.mode).toBe('showing')
  })

  it('chooses again when a reload puts the tracks there anew', () => {
    const { texts, tracks, fire } = setUp([english(), french()])
    texts.select('subtitles:en:English')
    tracks.splice(0, 2, english(), french())
    fire('addtrack')
    expect(tracks.map(({ mode }) => mode)).toEqual(['showing', 'disabled'])
  })

  it('takes over a choice that an earlier connection made', () => {
    expect(
      setUp([english(), french()], { ...noPreferences(), text: 'subtitles:en:English' }).tracks[0]?.mode,
    ).toBe('showing')
  })

  it('says when something changes, until it is let go of', () => {
    const { texts, changed, fire } = setUp([english()])
    fire('change')
    fire('removetrack')
    expect(changed).toHaveBeenCalledTimes(2)
    texts.detach()
    fire('change')
    expect(changed).toHaveBeenCalledTimes(2)
  })
})
