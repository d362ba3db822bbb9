import { manualEnvironment } from '@standby/core/testing'
import { sdp } from '../peer/fake-peer.fixture.ts'

export interface Asked {
  readonly url: string
  readonly init: RequestInit
}

export const endpoint = 'https://a.example/whep/stage'
export const page = { baseURI: 'https://page.example/' } as Document

/** A 201 with an answer that fits the offer of `FakePeer`. */
export const accepted = (
  headers: Record<string, string> = {},
  body: BodyInit = sdp('video', 'audio', 'application'),
) => new Response(body, { status: 201, headers: { Location: '/whep/stage/1', ...headers } })

/** A server whose answers the test gives, and the environment of a page that sends requests to it. */
export function server(answer: (asked: Asked) => Response | Promise<Response>) {
  const asked: Asked[] = []
  const environment = manualEnvironment({
    document: page,
    fetch: async (url, init = {}) => {
      const one = { url, init }
      asked.push(one)
      if (init.signal?.aborted) throw new DOMException('aborted', 'AbortError')
      return answer(one)
    },
  })
  return {
    asked,
    environment,
    of: (method: string) => asked.filter(({ init }) => (init.method ?? 'GET') === method),
  }
}

export const headerOf = ({ init }: Asked, name: string): string | null => new Headers(init.headers).get(name)

export const refusal = (): never => {
  throw new TypeError('Failed to fetch')
}

/** Lets pending promises finish. */
export const settle = async () => {
  for (let i = 0; i < 6; i++) await new Promise((resolve) => setImmediate(resolve))
}
