import { describe, expect, it, vi } from 'vitest'
import type { SourceEvent, StatsSample } from '../source/source-contract.ts'
import { manualEnvironment } from '../testing.ts'
import { MediaWatch } from './media-watch.ts'
import { Pings } from './pings.ts'
import { audio, statsReport, video } from './stats.fixture.ts'

const lookMs = 250
/** The mocked `getStats` and its handlers take some microtasks. */
const settle = async () => {
  for (let i = 0; i < 6; i++) await Promise.resolve()
}

/** A far end that sends video, audio and answers until the test stops it. */
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
  /** Lets `ms` pass, with traffic from the far end before each look. */
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

describe('a media watch', () => {
  it('emits nothing while media flows, and samples every second', async () => {
    const { events, samples, pass, lost, silent } = lab()
    await pass(5000)
    expect(events).toEqual([])
    expect(samples.length).toBeGreaterThanOrEqual(5)
    expect(samples.length).toBeLessThanOrEqual(6)
    expect(lost).not.toHaveBeenCalled()
    expect(silent).not.toHaveBeenCalled()
  })

  it('blames the network within 1 s when nothing arrives, and gives up within 3 s', async () => {
    const { far, events, pass, lost } = lab()
    await pass(1000)
    far.alive = false
    await pass(1000)
    expect(events).toEqual([{ type: 'stalled', cause: 'network' }])
    expect(lost).not.toHaveBeenCalled()
    await pass(2000)
    expect(lost).toHaveBeenCalledExactlyOnceWith('dead')
  })

  it('blames the far end within 1 s when it answers without media, and emits its loss within 3 s', async () => {
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

  it('emits the return of media', async () => {
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

  it('corrects the cause', async () => {
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

  it('emits no loss while only video or only audio stops', async () => {
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

  it('blames the decoder for video that arrives and is not decoded', async () => {
    const { far, events, pass } = lab()
    await pass(1000)
    far.decodes = false
    await pass(2000)
    expect(events).toEqual([{ type: 'stalled', cause: 'decoder' }])
  })

  it('works when the server answers no ping', async () => {
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

  it('does not give up while offline', async () => {
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

describe('a gap between two looks', () => {
  it('does not count as silence', async () => {
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
  ])('of %i ms after a silence leads to %i losses', async (ms, times) => {
    const { environment, far, pass, lost } = lab()
    await pass(1000)
    far.alive = false
    await pass(1000)
    environment.sleep(ms)
    await pass(lookMs)
    expect(lost).toHaveBeenCalledTimes(times)
  })

  it('does not hide a far end that stays silent', async () => {
    const { environment, far, pass, lost } = lab()
    await pass(1000)
    far.alive = false
    environment.sleep(600_000)
    await pass(1000)
    expect(lost).not.toHaveBeenCalled()
    await pass(2500)
    expect(lost).toHaveBeenCalledExactlyOnceWith('dead')
  })

  it('of a second, as in hidden tabs, causes no event', async () => {
    const { environment, pass, events } = lab()
    await pass(1000)
    for (let i = 0; i < 20; i++) {
      // No timer runs for most of a second. Packets and answers still come.
      await pass(lookMs)
      environment.sleep(700)
    }
    expect(events).toEqual([])
  })

  it('from a clock that is set back does not count as silence', async () => {
    const { environment, pass, events, lost } = lab()
    await pass(1000)
    environment.sleep(-3_600_000)
    await pass(3000)
    expect(lost).not.toHaveBeenCalled()
    expect(types(events)).not.toContain('lost')
  })
})

describe('a silence', () => {
  it('is reported once, 1 s after the last sign of life, and again after the next one', async () => {
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

  it('starts over after an ICE restart', async () => {
    const { far, pass, watch, lost, silent } = lab()
    await pass(1000)
    far.alive = false
    await pass(2000)
    watch.restart()
    await pass(2000)
    expect(lost).not.toHaveBeenCalled()
    await pass(1000)
    expect(lost).toHaveBeenCalledOnce()
    // A second report would lead to another ICE restart and delay the end again.
    expect(silent).toHaveBeenCalledOnce()
  })

  it('after the far end hung up is a loss', async () => {
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

describe('the end of a media watch', () => {
  it('leaves no timer, and no event follows it', async () => {
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

  it('ignores a measurement that was pending', async () => {
    const { watch, samples, environment } = lab()
    watch.close()
    await settle()
    expect(samples).toEqual([])
    expect(environment.timers).toBe(0)
  })

  it('can come inside an event', async () => {
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

  it('does not come with a failed measurement', async () => {
    const { host, pass, events } = lab()
    host.getStats.mockRejectedValueOnce(new Error('closed'))
    await pass(2000)
    expect(events).toEqual([])
  })
})
