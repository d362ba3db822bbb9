import { afterEach, expect, it } from 'vitest'
import { findFfmpeg } from '../../process/ffmpeg.ts'
import { startsKeyframe } from '../rtp/rtp.ts'
import { startVideoEncoder, type VideoEncoder } from './video-encoder.ts'

const open: VideoEncoder[] = []
afterEach(() => {
  for (const encoder of open.splice(0)) encoder.close()
})

const [width, height] = [64, 48]
const frame = (luma: number) => Buffer.alloc((width * height * 3) / 2, luma)

/** An encoder that has sent its first keyframe. */
async function started() {
  const keyframes = new Set<number>()
  const onPacket: (() => void)[] = []
  const encoder = await startVideoEncoder({
    ffmpeg: findFfmpeg(),
    width,
    height,
    fps: 30,
    kbps: 200,
    onPacket({ payload, timestamp }) {
      if (startsKeyframe(payload)) keyframes.add(timestamp)
      for (const resolve of onPacket.splice(0)) resolve()
    },
  })
  open.push(encoder)
  const encode = async () => {
    while (!encoder.encode(frame(120))) await new Promise((resolve) => setImmediate(resolve))
  }
  const packet = () => new Promise<void>((resolve) => onPacket.push(resolve))
  /** ffmpeg outputs a picture only when it gets the next one. */
  const next = async () => {
    const came = packet()
    await encode()
    await came
  }
  const until = async (count: number) => {
    while (keyframes.size < count) await packet()
  }
  await encode()
  await next()
  await encoder.ready
  return { encoder, keyframes, encode, next, until }
}

it('has a new keyframe at once after renew, at any point of its group', async () => {
  const { encoder, keyframes, encode, next, until } = await started()
  for (const others of [0, 3, 12]) {
    const before = keyframes.size
    for (let count = 0; count < others; count++) await next()
    expect(keyframes.size).toBe(before)
    encoder.renew(frame(90))
    expect(encoder.sinceKeyframe()).toBeNull()
    await encode()
    await until(before + 1)
    expect(encoder.sinceKeyframe()).not.toBeNull()
  }
})

it('starts a new group with a new process', async () => {
  const { encoder, keyframes, encode, until } = await started()
  const { pid } = encoder
  encoder.restart()
  while (encoder.pid === pid) await new Promise((resolve) => setImmediate(resolve))
  // No effect before the first picture, which is a keyframe anyway.
  encoder.renew(frame(50))
  await encode()
  await encode()
  await until(2)
  encoder.renew(frame(70))
  await encode()
  await until(3)
  expect(keyframes.size).toBe(3)
})
