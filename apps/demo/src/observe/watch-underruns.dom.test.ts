import { expect, it } from 'vitest'
import { watchUnderruns } from './watch-underruns.ts'

function player(given: { at: number; buffered: readonly (readonly [number, number])[]; seeking?: boolean }) {
  const video = document.createElement('video')
  const buffered = {
    length: given.buffered.length,
    start: (range: number) => given.buffered[range]![0],
    end: (range: number) => given.buffered[range]![1],
  }
  Object.defineProperties(video, {
    buffered: { value: buffered },
    currentTime: { value: given.at },
    seeking: { value: given.seeking ?? false },
  })
  const moments: number[] = []
  const stop = watchUnderruns(video, moments)
  return { wait: () => video.dispatchEvent(new Event('waiting')), moments, stop }
}

it.each([
  ['at the end of its buffer', { at: 9.9, buffered: [[0, 10]] }, 1],
  ['with a second left', { at: 9, buffered: [[0, 10]] }, 0],
  [
    'before a gap in its buffer',
    {
      at: 9.95,
      buffered: [
        [0, 10],
        [12, 20],
      ],
    },
    1,
  ],
  ['with an empty buffer', { at: 0, buffered: [] }, 1],
  ['while it seeks', { at: 9.9, buffered: [[0, 10]], seeking: true }, 0],
] as const)('counts the underruns of a player that waits %s', (_, given, underruns) => {
  const { wait, moments, stop } = player(given)
  wait()
  expect(moments).toHaveLength(underruns)
  stop()
  wait()
  expect(moments).toHaveLength(underruns)
})
