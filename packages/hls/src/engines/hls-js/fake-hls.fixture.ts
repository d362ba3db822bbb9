import Hls, { type HlsConfig } from 'hls.js'
import type { HlsConstructor } from './hls-input.ts'

interface FakeLevel {
  url: string[]
  height: number
  bitrate: number
  name: string
  realBitrate?: number
  videoCodec?: string
  audioCodec?: string
}

export interface FakeDetails {
  live: boolean
  type: 'EVENT' | 'VOD' | null
  startSN: number
  endSN: number
  targetduration: number
  partTarget: number
  lastPartIndex: number
  fragments: { start: number; end: number; gap?: boolean; programDateTime?: number }[]
  edge: number
  fragmentStart: number
}

/** A playlist of 2 s segments that ends with segment `endSN`, at `(endSN + 1) * 2` s of media time. */
export function fakeDetails(endSN: number, more: Partial<FakeDetails> = {}): FakeDetails {
  const startSN = more.startSN ?? Math.max(0, endSN - 6)
  const fragments = Array.from({ length: endSN - startSN + 1 }, (_, i) => ({
    start: (startSN + i) * 2,
    end: (startSN + i + 1) * 2,
  }))
  return {
    live: true,
    type: null,
    startSN,
    endSN,
    targetduration: 2,
    partTarget: 0,
    lastPartIndex: -1,
    fragments,
    edge: (endSN + 1) * 2,
    fragmentStart: startSN * 2,
    ...more,
  }
}

/** An hls.js that loads nothing. The test says how its requests end. */
export class FakeHls {
  readonly config: Partial<HlsConfig>
  readonly calls: string[] = []
  levels: FakeLevel[] = []
  audioTracks: { lang?: string; name: string }[] = []
  latestLevelDetails: FakeDetails | null = null
  targetLatency: number | null = 6
  currentLevel = -1
  nextLevel = -1
  loadLevel = -1
  audioTrack = -1
  autoLevelEnabled = true
  media: HTMLVideoElement | null = null
  destroyed = false
  #listeners = new Map<string, ((event: string, data: unknown) => void)[]>()

  constructor(config: Partial<HlsConfig>) {
    this.config = config
  }

  get liveSyncPosition(): number | null {
    const details = this.latestLevelDetails
    return details && Math.max(details.fragmentStart, details.edge - 6)
  }

  on(event: string, listener: (event: string, data: unknown) => void): void {
    this.#listeners.set(event, [...(this.#listeners.get(event) ?? []), listener])
  }

  /** The calls since the last `taken()`. */
  taken(): string[] {
    return this.calls.splice(0)
  }

  loadSource(url: string): void {
    this.calls.push(`loadSource ${url}`)
    this.levels = []
    this.latestLevelDetails = null
  }

  startLoad(): void {
    this.calls.push('startLoad')
  }

  stopLoad(): void {
    this.calls.push('stopLoad')
  }

  recoverMediaError(): void {
    this.calls.push('recoverMediaError')
  }

  attachMedia(media: HTMLVideoElement): void {
    this.calls.push('attachMedia')
    this.media = media
  }

  detachMedia(): void {
    if (this.media) this.calls.push('detachMedia')
    this.media = null
  }

  destroy(): void {
    this.destroyed = true
    this.detachMedia()
    this.#listeners.clear()
  }

  trigger(event: string, data: unknown = {}): void {
    for (const listener of this.#listeners.get(event) ?? []) listener(event, data)
  }

  /** The entry playlist arrives. */
  parsed(levels: Partial<FakeLevel>[] = [{}], audioTracks: { name: string; url?: string }[] = []): void {
    this.levels = levels.map((level, i) => ({
      url: [`https://example.com/live/${i}.m3u8`],
      height: 0,
      bitrate: 0,
      name: '',
      ...level,
    }))
    this.trigger(Hls.Events.MANIFEST_LOADED, { audioTracks })
    this.trigger(Hls.Events.MANIFEST_PARSED, { levels: this.levels })
  }

  /** A media playlist arrives. */
  list(details: FakeDetails, level = 0): void {
    this.latestLevelDetails = details
    if (this.levels.length === 0) this.parsed([{ url: ['https://example.com/live.m3u8'] }])
    this.trigger(Hls.Events.LEVEL_LOADED, { details, level })
    this.trigger(Hls.Events.LEVEL_UPDATED, { details, level })
  }

  /** A segment arrives. */
  segment(): void {
    this.trigger(Hls.Events.FRAG_LOADING, { frag: { type: 'main' } })
    this.trigger(Hls.Events.FRAG_LOADED, { frag: { type: 'main' } })
  }

  fail(data: Record<string, unknown>): void {
    const type = /^(frag|level|manifest|key)/.test(String(data['details'])) ? 'networkError' : 'mediaError'
    this.trigger(Hls.Events.ERROR, {
      type,
      fatal: false,
      error: new Error(String(data['reason'] ?? '')),
      ...data,
    })
  }
}

/** A constructor of fakes, and the fakes it made: that of the player first, then those of its probes. */
export function fakeHls(): { readonly Hls: HlsConstructor; readonly made: FakeHls[] } {
  const made: FakeHls[] = []
  class Recorded extends FakeHls {
    static Events = Hls.Events
    static isSupported = (): boolean => true
    constructor(config: Partial<HlsConfig>) {
      super(config)
      made.push(this)
    }
  }
  return { Hls: Recorded as unknown as HlsConstructor, made }
}
