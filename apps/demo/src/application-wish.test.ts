import { expect, it } from 'vitest'
import { applicationOptions, readApplicationWish, wishQuery } from './application-wish.ts'

const usual = { workers: 1, queue: 'open', offer: 0, afk: 0, runtime: 0, resume: 15, heartbeat: 10 }

it('has a default for every field', () => {
  expect(readApplicationWish(new URLSearchParams())).toEqual(usual)
})

it('reads a link and writes the same link', () => {
  const link = 'show=application&workers=3&offer=20&afk=60&runtime=300&resume=5&heartbeat=1&queue=closed'
  const wish = readApplicationWish(new URLSearchParams(link))
  expect(wish).toEqual({
    workers: 3,
    queue: 'closed',
    offer: 20,
    afk: 60,
    runtime: 300,
    resume: 5,
    heartbeat: 1,
  })
  expect(wishQuery(wish).toString()).toBe(link)
})

it('leaves defaults out of the link', () => {
  expect(wishQuery(readApplicationWish(new URLSearchParams())).toString()).toBe('show=application')
})

it.each(['workers=5', 'workers=0', 'heartbeat=0', 'afk=-1', 'offer=1.5', 'resume=soon', 'runtime='])(
  'takes the default for %s',
  (query) => {
    expect(readApplicationWish(new URLSearchParams(query))).toEqual(usual)
  },
)

it('asks the stage in milliseconds, with a warning of half the limit, max 30 s', () => {
  const asked = (afk: string) => applicationOptions(readApplicationWish(new URLSearchParams({ afk })))
  expect(asked('10')).toMatchObject({ afkMs: 10_000, afkWarningMs: 5000, workerGraceMs: 15_000 })
  expect(asked('120')).toMatchObject({ afkMs: 120_000, afkWarningMs: 30_000 })
})
