import { expect, it } from 'vitest'
import { openCalls } from './browser-calls.mjs'

it('lists unfinished browser calls', () => {
  const log = `2030-01-01T12:00:00.000Z pw:api => page.goto started
2030-01-01T12:00:00.100Z pw:api   "load" event fired
2030-01-01T12:00:00.200Z pw:api <= page.goto succeeded
2030-01-01T12:00:00.300Z pw:api => page.evaluate started
2030-01-01T12:00:00.400Z pw:api => page.waitForFunction started
2030-01-01T12:00:00.500Z pw:api => page.evaluate started
2030-01-01T12:00:00.600Z pw:api <= page.evaluate failed
`
  expect(openCalls(log)).toEqual(['page.waitForFunction', 'page.evaluate'])
  expect(openCalls('')).toEqual([])
})
