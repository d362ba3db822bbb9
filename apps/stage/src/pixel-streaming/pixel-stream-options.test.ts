import { describe, expect, it } from 'vitest'
import { StageError } from '../control/stage-error.ts'
import { readPixelStreamOptions } from './pixel-stream-options.ts'
import { isPixelStreamingFaultName, pixelStreamingFaults } from './pixel-streaming-faults.ts'
import { gatewayFaults } from '../gateway/faults/gateway-faults.ts'

const read = (options: unknown) => readPixelStreamOptions(options, () => 'fresh')

describe('options of a pixel stream', () => {
  it('all have defaults', () => {
    expect(read({})).toMatchObject({ id: 'fresh', vendor: 'epic', streamers: 1, streamerId: 'Stage' })
  })

  it('let players share a streamer by default with `epic` only', () => {
    expect(read({}).playersPerStreamer).toBe(0)
    expect(read({ vendor: 'arcware' }).playersPerStreamer).toBe(1)
    expect(read({ vendor: 'epic', playersPerStreamer: 2 }).playersPerStreamer).toBe(2)
  })

  it('use the default when undefined', () => {
    expect(read({ id: undefined, vendor: undefined })).toMatchObject({ id: 'fresh', vendor: 'epic' })
  })

  it.each([
    [null, /Pixel stream options must be a JSON object/],
    [{ vendor: 'nobody' }, /vendor must be one of: epic, streampixel, arcware/],
    [{ streamers: 100 }, /streamers must be a whole number from 0 to 16/],
    [{ streamerId: 'a b' }, /streamerId must be letters/],
    [{ width: 641 }, /width must be an even number/],
    [{ workers: 1 }, /There is no pixel stream option "workers"/],
  ])('are refused with the allowed values: %j', (options, message) => {
    expect(() => read(options)).toThrow(message)
    expect(() => read(options)).toThrow(StageError)
  })
})

describe('faults of a pixel stream', () => {
  it('have their key as name, and a sentence as detail', () => {
    for (const [name, fault] of Object.entries(pixelStreamingFaults)) {
      expect(fault.name).toBe(name)
      expect(fault.detail).toMatch(/\.$/)
      expect(isPixelStreamingFaultName(name)).toBe(true)
    }
    expect(isPixelStreamingFaultName('toString')).toBe(false)
  })

  it('include every fault of the gateway by the same name', () => {
    const ours = Object.keys(pixelStreamingFaults)
    const missing = Object.keys(gatewayFaults).filter((name) => !ours.includes(name))
    expect(missing).toEqual([])
  })
})
