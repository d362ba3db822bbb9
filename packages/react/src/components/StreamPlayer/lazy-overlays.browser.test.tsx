import { createRoot, type Root } from 'react-dom/client'
import { flushSync } from 'react-dom'
import { createSession, type Session } from '@standby/core'
import { scriptedSource, type SourceScript } from '@standby/core/testing'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { lazyNetwork } from '../../primitives/lazy/lazy-network.fixture.ts'
import { StreamPlayer } from './StreamPlayer.tsx'
import '../../styles/index.css'

vi.mock('../../primitives/lazy/lazy-chunk.ts', async (original) => {
  const { overNetwork } = await import('../../primitives/lazy/lazy-network.fixture.ts')
  return overNetwork(await original<typeof import('../../primitives/lazy/lazy-chunk.ts')>())
})

let root: Root
let session: Session
let script: SourceScript
let host: HTMLElement

beforeEach(() => {
  lazyNetwork.reload()
  host = document.createElement('div')
  host.style.width = '640px'
  document.body.append(host)
  const scripted = scriptedSource({ hasPlaces: true })
  script = scripted.script
  session = createSession({ source: scripted.source, muted: true })
  root = createRoot(host)
})
afterEach(() => {
  root.unmount()
  session.destroy()
  document.body.replaceChildren()
})

const frame = () => new Promise<void>((resolve) => void requestAnimationFrame(() => resolve()))
const part = (name: string) => host.querySelector<HTMLElement>(`[data-standby="${name}"]`)

/** Place on the page and size, without the transform of an entrance; `null` for what is not painted. */
function boxOf(name: string): readonly number[] | null {
  const element = part(name)
  if (!element?.offsetWidth) return null
  let [x, y] = [0, 0]
  for (let at: Element | null = element; at instanceof HTMLElement; at = at.offsetParent) {
    x += at.offsetLeft
    y += at.offsetTop
  }
  return [x, y, element.offsetWidth, element.offsetHeight]
}

function pictureBox(): readonly number[] {
  const { x, y, width, height } = session.media.video!.getBoundingClientRect()
  return [x, y, width, height]
}

/** Reads once per frame, before it is painted. Returns the function that stops and returns all readings. */
function watchFrames<T>(read: () => T): () => readonly T[] {
  const readings: T[] = []
  let next = 0
  const look = () => {
    readings.push(read())
    next = requestAnimationFrame(look)
  }
  next = requestAnimationFrame(look)
  return () => {
    cancelAnimationFrame(next)
    return readings
  }
}

/** Collects the browser's layout shifts. Returns the function that stops and returns their sum. */
function watchShifts(): { sum(): number; stop(): void } {
  let sum = 0
  const add = (entries: PerformanceEntryList) => {
    for (const entry of entries) if ('value' in entry) sum += Number(entry.value)
  }
  const observer = new PerformanceObserver((list) => add(list.getEntries()))
  observer.observe({ type: 'layout-shift' })
  return {
    sum() {
      add(observer.takeRecords())
      return sum
    },
    stop: () => observer.disconnect(),
  }
}

/** Longer than any entrance, ms. A countdown's rail runs as long as the countdown, and a waiting dot without end. */
const longEntrance = 2000

/** Waits until every entrance is over. */
async function settle() {
  await frame()
  const entrances = host
    .getAnimations({ subtree: true })
    .filter((animation) => Number(animation.effect?.getComputedTiming().endTime) < longEntrance)
  await Promise.allSettled(entrances.map(({ finished }) => finished))
  await frame()
  await frame()
}

const situations: [name: string, arrive: () => void, meanwhile: string | null, overlays: string[]][] = [
  [
    'a queue',
    () => script.emit({ type: 'queued', position: 3, length: 9, etaMs: 300_000 }),
    'connecting-screen',
    ['queue-overlay'],
  ],
  [
    'a picture that takes input, with a limit',
    () => {
      script.play()
      script.emit({ type: 'tracks', input: true }, { type: 'limit', remainingMs: 120_000 })
      script.sampleStats({ at: Date.now(), roundTripMs: 24 })
    },
    null,
    ['stream-input', 'runtime-warning', 'connection-quality', 'input-lock-hint'],
  ],
  [
    'a request for text',
    () => {
      script.play()
      script.emit({ type: 'text-input', value: 'Ada', multiline: false })
    },
    null,
    ['text-field'],
  ],
  [
    'a countdown to the AFK end',
    () => {
      script.play()
      script.emit({ type: 'afk', remainingMs: 60_000 })
    },
    null,
    ['afk-warning'],
  ],
]

describe('overlays that come late', () => {
  it.each(situations)(
    'stand in their place from their first frame: %s',
    async (_, arrive, meanwhile, overlays) => {
      const load = lazyNetwork.hold()
      flushSync(() => root.render(<StreamPlayer session={session} />))
      arrive()
      if (meanwhile) await expect.poll(() => boxOf(meanwhile)).not.toBeNull()
      await settle()
      expect(overlays.map(boxOf)).toEqual(overlays.map(() => null))

      const shifts = watchShifts()
      const stop = watchFrames(() => ({
        picture: pictureBox(),
        meanwhile: meanwhile === null ? null : boxOf(meanwhile),
        overlays: overlays.map(boxOf),
      }))
      await frame()
      load()
      await expect.poll(() => overlays.map(boxOf)).not.toContain(null)
      await settle()
      const frames = stop()

      const final = frames.at(-1)!
      overlays.forEach((name, index) => {
        const boxes = frames.map((reading) => reading.overlays[index]).filter((box) => box !== null)
        expect([name, new Set(boxes.map(String))]).toEqual([name, new Set([String(final.overlays[index])])])
      })
      expect(new Set(frames.map(({ picture }) => String(picture)))).toEqual(new Set([String(final.picture)]))
      // What stands there meanwhile goes in the frame in which the overlay comes.
      if (meanwhile)
        for (const reading of frames) expect(reading.meanwhile === null).toBe(reading.overlays[0] !== null)
      expect(shifts.sum()).toBe(0)
      shifts.stop()
    },
  )

  it('would be noticed if they moved the player, which proves that these tests can fail', async () => {
    flushSync(() => root.render(<StreamPlayer session={session} />))
    await settle()
    const shifts = watchShifts()
    const before = pictureBox()
    const late = document.createElement('div')
    late.style.height = '100px'
    host.before(late)
    await expect.poll(() => shifts.sum()).toBeGreaterThan(0)
    expect(pictureBox()).not.toEqual(before)
    shifts.stop()
  })
})
