import { createSession } from '@standby/core'
import { manualEnvironment, scriptedSource } from '@standby/core/testing'
import { describe, expect, it } from 'vitest'
import { EventLog } from './log.ts'

const texts = (log: EventLog) => log.entries.get().map(({ from, text }) => `${from}: ${text}`)

describe('the log', () => {
  it('has the newest first', () => {
    const log = new EventLog()
    log.add('stage', 'first', 1000)
    log.add('session', 'second', 2000)
    expect(log.entries.get().map(({ at, text }) => [at, text])).toEqual([
      [2000, 'second'],
      [1000, 'first'],
    ])
  })

  it('sorts a late entry by the time it happened', () => {
    const log = new EventLog()
    log.add('session', 'second', 2000)
    log.add('stage', 'third', 3000)
    log.add('stage', 'first', 1000)
    log.add('stage', 'fourth', 3000)
    expect(log.entries.get().map(({ text }) => text)).toEqual(['fourth', 'third', 'second', 'first'])
  })

  it('adds the statuses and the end of a session', () => {
    const { source, script } = scriptedSource()
    const session = createSession({ source, environment: manualEnvironment() })
    const log = new EventLog()
    const stop = log.follow(session)
    session.start()
    script.emit({ type: 'closed', code: 1008, cause: 'forbidden' })
    expect(texts(log)).toEqual(
      expect.arrayContaining(['session: ready → requesting', 'session: requesting → failed (1008)']),
    )
    expect(texts(log).find((text) => text.includes('ended: 1008'))).toContain('cause forbidden')
    stop()
    const before = texts(log).length
    session.retry()
    expect(texts(log)).toHaveLength(before)
    session.destroy()
  })

  it('keeps max 200 entries', () => {
    const log = new EventLog()
    for (let i = 0; i < 500; i++) log.add('stage', String(i), i)
    expect(log.entries.get()).toHaveLength(200)
    expect(log.entries.get()[0]?.text).toBe('499')
  })
})
