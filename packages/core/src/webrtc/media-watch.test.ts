import { describe, expect, it, vi } from 'vitest'
import type { SourceEvent, StatsSample } from '../source/source-contract.ts'
import { manualEnvironment } from '../testing.ts'
import { MediaWatch } from './media-watch.ts'
import { Pings } from './pings.ts'
import { audio, statsReport, video } from './stats.fixture.ts'

const lookMs = 250
/** The mocked `getStats` and what follows it take some microtasks. */
const settle = async () => {
  for (let i = 0; i < 6; i++) await Promise.resolve()
}

/** A far end that sends pictures, sound and answers until it is told to stop. */
function lab({ answers = true, dataChannel = true } = {}) {
  const environment = manualEnvironment()
  const unanswered: number[] = []
  const pings = dataChannel
    ? new Pings(
        () => environment.now(),
        (id) => unanswered.push(id) > 0,
      )
    : null
  const far = { picture: true, sound: true, decodes: true, alive: true, answers }
  let [pictures, sounds, frames, heard, pictureAt, soundAt] = [0, 0, 0, 0, 0, 0]
  const send = () => {
    if (!far.alive) return
    heard++
    if (far.picture) [pictures, pictureAt] = [pictures + 8, environment.now()]
    if (far.picture && far.decodes) frames += 8
    if (far.sound) [sounds, soundAt] = [sounds + 12, environment.now()]
    if (far.answers) for (const id of unanswered.splice(0)) pings?.answered(id)
  }
  pings?.ping()

  const events: SourceEvent[] = []
  const samples: StatsSample[] = []
  const hungUp = vi.fn(() => false)
  const lost = vi.fn<(how: string) => void>(() => watch.close())
  const silent = vi.fn()
  const host = {
    environment,
    pings,
    getStats: vi.fn(() =>
      Promise.resolve(
        statsReport(
          video({
            timestamp: environment.now(),
            packetsReceived: pictures,
            framesDecoded: frames,
            bytesReceived: pictures * 1000,
            ...(pictureAt && { lastPacketReceivedTimestamp: pictureAt }),
          }),
          audio({
            timestamp: environment.now(),
            packetsReceived: sounds,
            ...(soundAt && { lastPacketReceivedTimestamp: soundAt }),
          }),
          { type: 'transport', id: 'T', timestamp: environment.now(), bytesReceived: heard },
        ),
      ),
    ),
    emit(event: SourceEvent): void {
      events.push(event)
    },
    sample: (sample: StatsSample) => void samples.push(sample),
    hungUp,
    silent,
    lost,
  }
  const watch = new MediaWatch(host)
  /** So many looks pass, with what the far end sends between them. */
  const pass = async (ms: number) => {
    for (let gone = 0; gone < ms; gone += lookMs) {
      send()
      environment.advance(lookMs)
      await settle()
    }
  }
  return { environment, far, events, samples, host, watch, pass, lost, silent, hungUp }
}

const types = (events: readonly SourceEvent[]) => events.map(({ type }) => type)

describe('a watch', () => {
  it('says nothing while everything flows, and samples every second', async () => {
    const { events, samples, pass, lost, silent } = lab()
    await pass(5000)
    expect(events).toEqual([])
    expect(samples.length).toBeGreaterThanOrEqual(5)
    expect(samples.length).toBeLessThanOrEqual(6)
    expect(lost).not.toHaveBeenCalled()
    expect(silent).not.toHaveBeenCalled()
  })

  it('blames the network within a second when nothing comes any more, and gives up within three', async () => {
    const { far, events, pass, lost } = lab()
    await pass(1000)
    far.alive = false
    await pass(1000)
    expect(events).toEqual([{ type: 'stalled', cause: 'network' }])
    expect(lost).not.toHaveBeenCalled()
    await pass(2000)
    expect(lost).toHaveBeenCalledExactlyOnceWith('dead')
  })

  it('blames the far end within a second when it answers and sends nothing, and says within three that it is lost', async () => {
    const { far, events, pass, lost, environment } = lab()
    await pass(1000)
    far.picture = far.sound = false
    const stopped = environment.now() - lookMs
    await pass(1000)
    expect(events).toEqual([{ type: 'stalled', cause: 'far-end' }])
    await pass(2000)
    expect(events[1]).toEqual({
      type: 'lost',
      since: stopped,
      deadline: stopped + 10_000,
      exact: true,
      onDeadline: 'retry',
    })
    expect(lost).not.toHaveBeenCalled()
    await pass(8000)
    expect(lost).toHaveBeenCalledExactlyOnceWith('frozen')
    expect(types(events)).toEqual(['stalled', 'lost'])
  })

  it('says that media is back', async () => {
    const { far, events, pass, lost } = lab()
    await pass(1000)
    far.picture = far.sound = false
    await pass(4000)
    far.picture = true
    await pass(500)
    expect(events.at(-1)).toEqual({ type: 'returned', exact: true })
    await pass(20_000)
    expect(lost).not.toHaveBeenCalled()
    expect(types(events)).toEqual(['stalled', 'lost', 'returned'])
  })

  it('corrects whom it blamed', async () => {
    const { far, events, pass } = lab()
    await pass(1000)
    far.picture = far.sound = far.answers = false
    await pass(1000)
    far.answers = true
    await pass(500)
    expect(events).toEqual([
      { type: 'stalled', cause: 'network' },
      { type: 'stalled', cause: 'far-end' },
    ])
  })

  it('takes no paused picture for a loss while sound comes, nor the other way round', async () => {
    const { far, events, pass, lost } = lab()
    await pass(1000)
    far.picture = false
    await pass(20_000)
    expect(events).toEqual([{ type: 'stalled', cause: 'far-end' }])
    far.picture = true
    far.sound = false
    await pass(20_000)
    expect(types(events)).toEqual(['stalled'])
    expect(lost).not.toHaveBeenCalled()
  })

  it('blames the decoder for pictures that come and are not decoded', async () => {
    const { far, events, pass } = lab()
    await pass(1000)
    far.decodes = false
    await pass(2000)
    expect(events).toEqual([{ type: 'stalled', cause: 'decoder' }])
  })

  it('works where the server answers no ping', async () => {
    const { far, events, pass, lost } = lab({ answers: false })
    await pass(1000)
    far.picture = far.sound = false
    await pass(3000)
    expect(types(events)).toContain('lost')
    far.alive = false
    await pass(5500)
    expect(lost).not.toHaveBeenCalled()
    await pass(1500)
    expect(lost).toHaveBeenCalledExactlyOnceWith('dead')
  })

  it('works without a data channel', async () => {
    const { far, events, pass, lost } = lab({ dataChannel: false })
    await pass(1000)
    far.alive = false
    await pass(1000)
    expect(events).toEqual([{ type: 'stalled', cause: 'network' }])
    await pass(6000)
    expect(lost).toHaveBeenCalledExactlyOnceWith('dead')
  })

  it('gives nobody up while offline', async () => {
    const { far, environment, pass, lost, events, silent } = lab()
    await pass(1000)
    environment.setOnline(false)
    far.alive = false
    await pass(30_000)
    expect(lost).not.toHaveBeenCalled()
    expect(silent).not.toHaveBeenCalled()
    expect(events).toEqual([{ type: 'stalled', cause: 'network' }])
  })
})

describe('time that nobody watched', () => {
  it('is no silence: what comes after it decides', async () => {
    const { environment, pass, events, lost } = lab()
    await pass(1000)
    environment.sleep(600_000)
    await pass(3000)
    expect(lost).not.toHaveBeenCalled()
    expect(types(events)).not.toContain('lost')
  })

  it.each([
    [1500, 1],
    [1501, 0],
  ])(
    'of %i ms between two looks: a far end that was silent before it is given up %i times',
    async (ms, times) => {
      const { environment, far, pass, lost } = lab()
      await pass(1000)
      far.alive = false
      await pass(1000)
      environment.sleep(ms)
      await pass(lookMs)
      expect(lost).toHaveBeenCalledTimes(times)
    },
  )

  it('does not hide that nobody is there any more', async () => {
    const { environment, far, pass, lost } = lab()
    await pass(1000)
    far.alive = false
    environment.sleep(600_000)
    await pass(1000)
    expect(lost).not.toHaveBeenCalled()
    await pass(2500)
    expect(lost).toHaveBeenCalledExactlyOnceWith('dead')
  })

  it('of a second, as hidden tabs have it, makes no false alarm', async () => {
    const { environment, pass, events } = lab()
    await pass(1000)
    for (let i = 0; i < 20; i++) {
      // Nothing runs for most of a second; packets and answers come all the while.
      await pass(lookMs)
      environment.sleep(700)
    }
    expect(events).toEqual([])
  })

  it('is measured anew when the clock is set back', async () => {
    const { environment, pass, events, lost } = lab()
    await pass(1000)
    environment.sleep(-3_600_000)
    await pass(3000)
    expect(lost).not.toHaveBeenCalled()
    expect(types(events)).not.toContain('lost')
  })
})

describe('a silence', () => {
  it('is told once, a second after the last sign, and again after the next sign', async () => {
    const { far, pass, silent } = lab()
    await pass(1000)
    far.alive = false
    await pass(500)
    expect(silent).not.toHaveBeenCalled()
    await pass(1000)
    expect(silent).toHaveBeenCalledOnce()
    far.alive = true
    await pass(1000)
    far.alive = false
    await pass(1750)
    expect(silent).toHaveBeenCalledTimes(2)
  })

  it('is given another chance when another way was found', async () => {
    const { far, pass, watch, lost, silent } = lab()
    await pass(1000)
    far.alive = false
    await pass(2000)
    watch.restart()
    await pass(2000)
    expect(lost).not.toHaveBeenCalled()
    await pass(1000)
    expect(lost).toHaveBeenCalledOnce()
    // Or each new way would put off the end by another one.
    expect(silent).toHaveBeenCalledOnce()
  })

  it('of a far end that hung up ends it', async () => {
    const { far, pass, lost, hungUp } = lab()
    await pass(1000)
    hungUp.mockReturnValue(true)
    await pass(1000)
    expect(lost).not.toHaveBeenCalled()
    far.alive = false
    await pass(1000)
    expect(lost).toHaveBeenCalledExactlyOnceWith('hung-up')
  })
})

describe('an end', () => {
  it('leaves no timer, and nothing is said after it', async () => {
    const { environment, watch, events, far, samples, pass } = lab()
    await pass(1000)
    far.alive = false
    const before = samples.length
    watch.close()
    await pass(5000)
    expect(environment.timers).toBe(0)
    expect(events).toEqual([])
    expect(samples).toHaveLength(before)
  })

  it('while it measures is respected', async () => {
    const { watch, samples, environment } = lab()
    watch.close()
    await settle()
    expect(samples).toEqual([])
    expect(environment.timers).toBe(0)
  })

  it('from within what it says is respected', async () => {
    const { host, far, pass, watch, lost, samples } = lab()
    await pass(1000)
    host.emit = () => watch.close()
    far.picture = far.sound = false
    await pass(500)
    const before = samples.length
    await pass(5000)
    expect(samples).toHaveLength(before)
    expect(lost).not.toHaveBeenCalled()
  })

  it('is not needed for a measurement that fails', async () => {
    const { host, pass, events } = lab()
    host.getStats.mockRejectedValueOnce(new Error('closed'))
    await pass(2000)
    expect(events).toEqual([])
  })
})
