import { afterEach, describe, expect, it, vi } from 'vitest'
import { createTestLink, type TestLinkOptions } from '../testing/test-link.ts'
import { BaseConnection } from './base-connection.ts'
import type { Failure } from '../network/http-failure.ts'
import type { Close } from './nested-source.ts'
import type { SourceEvent } from './source-contract.ts'

afterEach(() => void vi.restoreAllMocks())

class TestConnection extends BaseConnection {
  readonly calls: string[] = []

  protected override onClose(code: number, reason?: string): void {
    this.calls.push(`closed ${code} ${reason ?? ''}`.trim())
    this.emit({ type: 'assigned' })
  }

  protected override explain({ code }: Close): void {
    this.calls.push(`explained ${code}`)
  }

  tell(event: SourceEvent): void {
    this.emit(event)
  }

  finish(close: Close): void {
    this.end(close)
  }

  draw(name: string | null): void {
    this.show(
      name === null
        ? null
        : {
            attach: ({ container }) => {
              this.calls.push(`${name} at ${container.id}`)
              return () => void this.calls.push(`${name} off ${container.id}`)
            },
          },
    )
  }

  /** A picture whose detach throws. */
  drawBroken(): void {
    this.show({
      attach: () => () => {
        throw new Error('broken')
      },
    })
  }

  override hold(): void {
    super.hold()
  }

  override fail(failure: Failure): void {
    super.fail(failure)
  }
}

function lab(options: TestLinkOptions = {}) {
  const link = createTestLink(options)
  return { link, connection: new TestConnection(link) }
}

const surface = (id: string) => ({
  video: {} as HTMLVideoElement,
  container: { id } as HTMLElement,
  hold: vi.fn<() => void>(),
})

describe('the end of a connection', () => {
  it('by the session frees everything once, and nothing is emitted any more', () => {
    const { link, connection } = lab()
    connection.close(4004, 'afk')
    connection.close(1000)
    link.abort()
    connection.finish({ code: 1006 })
    expect(connection.calls).toEqual(['closed 4004 afk'])
    expect(link.events).toEqual([])
  })

  it('by an abort is a close for a retry', () => {
    const { link, connection } = lab()
    link.abort()
    expect(connection.calls).toEqual(['closed 1000 retry'])
    expect(link.lateEvents).toEqual([])
  })

  it('by the far end is explained, emitted and then closed, once', () => {
    const { link, connection } = lab()
    connection.finish({ code: 1006, cause: 'network' })
    connection.finish({ code: 1000 })
    expect(link.events).toEqual([{ type: 'closed', code: 1006, cause: 'network' }])
    expect(connection.calls).toEqual(['explained 1006', 'closed 1000'])
  })

  it('by the far end keeps the code and reason of a session that closes inside the event', () => {
    const link = createTestLink()
    const connection: TestConnection = new TestConnection({
      ...link,
      emit: () => connection.close(1006, 'retry'),
    })
    connection.finish({ code: 1006 })
    expect(connection.calls).toEqual(['explained 1006', 'closed 1006 retry'])
  })

  it.each([
    ['start', 4002],
    ['retry', 1013],
  ] as const)('for a failure has its code: a missing stream at a %s', (intent, code) => {
    const { link, connection } = lab({ intent })
    connection.fail({ kind: 'http', status: 404 })
    expect(link.events).toEqual([{ type: 'closed', code, cause: 'not-found' }])
  })
})

describe('the surface of a connection', () => {
  it('shows the picture that comes later, and the next one', () => {
    const { connection } = lab()
    connection.attach(surface('a'))
    connection.draw('first')
    connection.draw('second')
    expect(connection.calls).toEqual(['first at a', 'second at a'])
  })

  it('can come later than the picture, and can change', () => {
    const { connection } = lab()
    connection.draw('first')
    connection.attach(surface('a'))()
    connection.attach(surface('b'))
    expect(connection.calls).toEqual(['first at a', 'first off a', 'first at b'])
  })

  it('is detached by its own function only', () => {
    const { connection } = lab()
    connection.draw('first')
    const detachOld = connection.attach(surface('a'))
    const detach = connection.attach(surface('b'))
    detachOld()
    expect(connection.calls).toEqual(['first at a', 'first at b'])
    detach()
    detach()
    expect(connection.calls.slice(2)).toEqual(['first off b'])
  })

  it('is detached from a picture that is gone, once', () => {
    const { connection } = lab()
    const detach = connection.attach(surface('a'))
    connection.draw('first')
    connection.draw(null)
    detach()
    expect(connection.calls).toEqual(['first at a', 'first off a'])
  })

  it('is detached before a close that the session learns of later, as inside a command', () => {
    const { connection } = lab()
    connection.draw('first')
    const detach = connection.attach(surface('a'))
    connection.finish({ code: 1006 })
    detach()
    expect(connection.calls).toEqual(['first at a', 'explained 1006', 'first off a', 'closed 1000'])
  })

  it('does not keep a connection open whose picture fails to detach', () => {
    const { connection } = lab()
    connection.attach(surface('a'))
    connection.drawBroken()
    expect(() => connection.close(1000)).toThrow('broken')
    expect(connection.calls).toEqual(['closed 1000'])
  })

  it('keeps the last frame on request', () => {
    const { connection } = lab()
    const attached = surface('a')
    connection.hold()
    connection.attach(attached)
    connection.hold()
    expect(attached.hold).toHaveBeenCalledOnce()
  })

  it('is ignored after a close', () => {
    const { connection } = lab()
    connection.draw('first')
    const detach = connection.attach(surface('a'))
    connection.close(1000)
    detach()
    connection.attach(surface('b'))()
    expect(connection.calls).toEqual(['first at a', 'first off a', 'closed 1000'])
  })
})
