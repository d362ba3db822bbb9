import { afterEach, expect, it } from 'vitest'
import { startStage, type Stage } from '../index.ts'
import { closeSockets, requestSession } from './socket.fixture.ts'

let stage: Stage | undefined
afterEach(async () => {
  closeSockets()
  await stage?.close()
})

it('promotes 50 viewers over real sockets in the order in which they came, each at once', async () => {
  stage = await startStage()
  const application = stage.createApplication({ media: 'none', workers: 2 })
  const viewers = []
  for (let count = 0; count < 50; count++) {
    const joined = application.next('joined')
    viewers.push(requestSession(application))
    await joined
  }
  const order: string[] = []
  const waits: number[] = []
  let freedAt: number | null = null
  application.on((event) => {
    if (event.type === 'ended') freedAt = performance.now()
    if (event.type === 'assigned') {
      order.push(event.viewer)
      if (freedAt !== null) waits.push(performance.now() - freedAt)
    }
  })
  for (const [index, viewer] of viewers.entries()) {
    await viewer.hear('assigned')
    viewer.say({ type: 'leave' })
    expect(await viewer.closed).toEqual({ code: 1000, reason: 'left' })
    expect(index).toBeLessThan(50)
  }
  const ids = Array.from({ length: 50 }, (_, index) => `viewer-${index + 1}`)
  expect(order).toEqual(ids.slice(-order.length))
  // It takes a moment; whoever asked now and then would take seconds.
  expect(Math.max(...waits)).toBeLessThan(2500)
  expect(application.state()).toMatchObject({ queue: 0, sessions: 0, viewers: [] })
})
