import { manualEnvironment } from '@standby/core/testing'
import { describe, expect, it } from 'vitest'
import { createAnnouncer } from './announcer.ts'

function setUp() {
  const clock = manualEnvironment({ now: 0 })
  const announcer = createAnnouncer(clock)
  const outlet = document.createElement('output')
  const remove = announcer.addOutlet(outlet)
  const heard = () => outlet.textContent
  return { clock, announcer, outlet, remove, heard }
}

const status = (key: string, text: string) => ({ key, text, kind: 'status' as const })
const position = (text: string) => ({ key: 'position', text, kind: 'number' as const, everyMs: 10_000 })

describe('the announcer', () => {
  it('writes an announcement 100 ms after a commit', () => {
    const { announcer, clock, heard } = setUp()
    announcer.announce(status('session', 'Connecting'))
    expect(heard()).toBe('')
    clock.advance(100)
    expect(heard()).toBe('Connecting')
  })

  it('writes a repeated text into a new node', () => {
    const { announcer, clock, outlet } = setUp()
    announcer.announce(status('session', 'Connecting'))
    clock.advance(100)
    const before = outlet.firstChild
    announcer.announce(status('session', 'Connecting'))
    clock.advance(100)
    expect(outlet.textContent).toBe('Connecting')
    expect(outlet.firstChild).not.toBe(before)
    expect(outlet.childNodes).toHaveLength(1)
  })

  it('writes only the newest message of a key', () => {
    const { announcer, clock, heard } = setUp()
    announcer.announce(status('session', 'Connecting'))
    announcer.announce(status('session', 'Playing'))
    clock.advance(100)
    expect(heard()).toBe('Playing')
  })

  it('joins two statuses of the same moment', () => {
    const { announcer, clock, heard } = setUp()
    announcer.announce(status('session', 'Reconnecting.'))
    announcer.announce(status('sound', 'Muted.'))
    clock.advance(100)
    expect(heard()).toBe('Reconnecting. Muted.')
  })

  it('writes a status and drops a number of the same moment', () => {
    const { announcer, clock, heard } = setUp()
    announcer.announce(position('Position 2'))
    announcer.announce(status('session', "You're next"))
    clock.advance(100)
    expect(heard()).toBe("You're next")
    clock.advance(60_000)
    expect(heard()).toBe("You're next")
  })

  it('does not interrupt a status with a number', () => {
    const { announcer, clock, heard } = setUp()
    announcer.announce(status('session', 'In the queue'))
    clock.advance(100)
    announcer.announce(position('Position 7'))
    clock.advance(1999)
    expect(heard()).toBe('In the queue')
    clock.advance(1)
    expect(heard()).toBe('Position 7')
  })

  it('interrupts a number with a status', () => {
    const { announcer, clock, heard } = setUp()
    announcer.announce(position('Position 7'))
    clock.advance(100)
    announcer.announce(status('session', 'Your place is ready'))
    clock.advance(100)
    expect(heard()).toBe('Your place is ready')
  })

  it('keeps the min time between numbers, and then writes the newest', () => {
    const { announcer, clock, heard } = setUp()
    announcer.announce(position('Position 9'))
    clock.advance(100)
    for (const place of [8, 7, 6]) {
      announcer.announce(position(`Position ${place}`))
      clock.advance(1000)
    }
    expect(heard()).toBe('Position 9')
    clock.advance(7000)
    expect(heard()).toBe('Position 6')
  })

  it('drops a waiting message on cancel', () => {
    const { announcer, clock, heard } = setUp()
    announcer.announce(status('stall', 'Buffering'))
    announcer.cancel('stall')
    announcer.cancel('unknown')
    clock.advance(60_000)
    expect(heard()).toBe('')
  })

  it('writes to the last outlet, and to the previous one once that is removed', () => {
    const { announcer, clock, heard } = setUp()
    const dialog = document.createElement('output')
    const remove = announcer.addOutlet(dialog)
    announcer.announce(status('afk', '20 seconds left'))
    clock.advance(100)
    expect([heard(), dialog.textContent]).toEqual(['', '20 seconds left'])
    remove()
    announcer.announce(status('afk', 'You stayed'))
    clock.advance(100)
    expect([heard(), dialog.textContent]).toEqual(['You stayed', '20 seconds left'])
  })

  it('throws nothing while there is no outlet', () => {
    const { announcer, clock, remove } = setUp()
    remove()
    announcer.announce(status('session', 'Connecting'))
    expect(() => clock.advance(100)).not.toThrow()
  })

  it('writes text of the far end as plain text', () => {
    const { announcer, clock, outlet } = setUp()
    announcer.announce(status('notice', '<img src=x onerror=alert(1)>'))
    clock.advance(100)
    expect(outlet.querySelector('img')).toBeNull()
    expect(outlet.textContent).toBe('<img src=x onerror=alert(1)>')
  })

  it('has no timer when it is stopped or has nothing to write', () => {
    const { announcer, clock } = setUp()
    announcer.announce(status('session', 'Connecting'))
    clock.advance(100)
    expect(clock.timers).toBe(0)
    announcer.announce(position('Position 3'))
    announcer.stop()
    expect(clock.timers).toBe(0)
  })
})
