import { afterEach, expect, it } from 'vitest'
import { startStage, type Stage } from '../index.ts'
import { closeSockets, requestSession } from './socket.fixture.ts'

let stage: Stage | undefined
afterEach(async () => {
  closeSockets()
  await stage?.close()
})

it('promotes 50 viewers over real sockets in order of arrival, each as soon as a worker is free', async () => {
  stage = await startStage()
  const application = stage.createApplication({ media: 'none', workers: 2 })
  const viewers = []
  for (let count = 0; count < 50; count++) {
    const joined = application.next('joined')
    viewers.push(requestSession(application))
    await joined
  }
  const order: string[] = []
  const happened: string[] = []
  application.on((event) => {
    if (event.type === 'assigned') order.push(event.viewer)
    happened.push(event.type)
  })
  for (const [index, viewer] of viewers.entries()) {
    await viewer.hear('assigned')
    viewer.say({ type: 'leave' })
    expect(await viewer.closed).toEqual({ code: 1000, reason: 'left' })
    expect(index).toBeLessThan(50)
  }
  const ids = Array.from({ length: 50 }, (_, index) => `viewer-${index + 1}`)
  expect(order).toEqual(ids.slice(-order.length))
  // Each `assigned` directly follows an `ended`. A delayed promotion would come after the next `ended`.
  const promotions = Array.from({ length: 48 }, () => ['ended', 'assigned'])
  expect(happened).toEqual([...promotions.flat(), 'ended', 'ended'])
  expect(application.state()).toMatchObject({ queue: 0, sessions: 0, viewers: [] })
})
