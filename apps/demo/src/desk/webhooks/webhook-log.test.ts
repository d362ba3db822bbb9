import { expect, it } from 'vitest'
import { WebhookLog, type WebhookEvent } from './webhook-log.ts'

const webhook = (more: Partial<WebhookEvent>): WebhookEvent => ({
  type: 'webhook',
  at: 1300,
  id: 'a',
  event: 'video.live_stream.active',
  happenedAt: 1000,
  attempt: 1,
  copy: false,
  status: 200,
  ...more,
})

it.each([
  [{}, '200'],
  [{ copy: true }, '200, copy'],
  [{ status: 503 }, '503'],
  [{ status: 0, attempt: 3 }, 'no answer, try 3'],
  [{ status: null, attempt: 0 }, 'lost'],
] as const)('says how the delivery %j was answered', (more, answer) => {
  const log = new WebhookLog()
  log.add(webhook(more))
  expect(log.entries.get()[0]?.answer).toBe(answer)
})

it('says how long a delivery took, unless it was lost', () => {
  const log = new WebhookLog()
  log.add(webhook({}))
  log.add(webhook({ status: null }))
  expect(log.entries.get().map(({ tookMs }) => tookMs)).toEqual([null, 300])
})

it('marks an overtaken event, and does not count a lost one as overtaking', () => {
  const log = new WebhookLog()
  log.add(webhook({ id: 'lost', happenedAt: 9000, status: null }))
  log.add(webhook({ id: 'second', happenedAt: 2000 }))
  log.add(webhook({ id: 'first', happenedAt: 1000 }))
  log.add(webhook({ id: 'third', happenedAt: 3000 }))
  expect(log.entries.get().map(({ late }) => late)).toEqual([false, true, false, false])
})

it('keeps the last 100 deliveries, each with its own key', () => {
  const log = new WebhookLog()
  for (let count = 0; count < 120; count++) log.add(webhook({}))
  expect(new Set(log.entries.get().map(({ key }) => key)).size).toBe(100)
})
