import { beforeEach, expect, it, vi } from 'vitest'
import { readAddress } from './address.ts'
import { readApplicationWish } from './application-wish.ts'
import { readPixelStreamWish } from './pixel-stream-wish.ts'

const application = readApplicationWish(new URLSearchParams())
const pixelStream = readPixelStreamWish(new URLSearchParams())

beforeEach(() => {
  vi.stubGlobal('__STAGE_PORT__', '4174')
})

it('has a default for every field', () => {
  expect(readAddress('')).toEqual({
    stage: 'http://127.0.0.1:4174',
    scenario: null,
    protocol: 'standby',
    show: 'stream',
    application,
    pixelStream,
    container: 'fmp4',
    levels: 1,
    profile: 'mux',
    platform: 'none',
  })
})

it('reads every field from a link', () => {
  const search =
    '?scenario=encoder-returns&container=ts&levels=2&profile=mediamtx&platform=fastpix&stage=http://127.0.0.1:9'
  expect(readAddress(search)).toEqual({
    stage: 'http://127.0.0.1:9',
    scenario: 'encoder-returns',
    protocol: 'standby',
    show: 'stream',
    application,
    pixelStream,
    container: 'ts',
    levels: 2,
    profile: 'mediamtx',
    platform: 'fastpix',
  })
})

it('takes the default for an unknown value', () => {
  expect(
    readAddress('?container=webm&levels=9&profile=__proto__&protocol=rtmp&show=__proto__'),
  ).toMatchObject({
    protocol: 'standby',
    show: 'stream',
    container: 'fmp4',
    levels: 1,
    profile: 'mux',
  })
})

it('reads that a link asks for an application', () => {
  expect(readAddress('?show=application&workers=2')).toMatchObject({
    show: 'application',
    application: { workers: 2 },
  })
})

it('reads that a link asks for a pixel stream, and the protocol of a scenario', () => {
  expect(readAddress('?show=pixel-stream&vendor=arcware')).toMatchObject({
    show: 'pixel-stream',
    pixelStream: { vendor: 'arcware' },
  })
  expect(readAddress('?scenario=worker-crash&protocol=epic')).toMatchObject({ protocol: 'epic' })
})
