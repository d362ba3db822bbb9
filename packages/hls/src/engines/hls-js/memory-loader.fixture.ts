import type { HlsConfig, Loader, LoaderCallbacks, LoaderConfiguration, LoaderContext } from 'hls.js'
import { LoadStats } from 'hls.js'

export interface MemoryAnswer {
  readonly status: number
  readonly text?: string
}

/**
 * Answers the requests of a real hls.js from memory. `null` leaves a request without an answer. `requests` lists all
 * requested paths with their query, the newest last.
 */
export function memoryServer(answer: (url: URL) => MemoryAnswer | null) {
  const requests: string[] = []

  class MemoryLoader implements Loader<LoaderContext> {
    context: LoaderContext | null = null
    readonly stats = new LoadStats()
    #timer: ReturnType<typeof setTimeout> | undefined

    load(context: LoaderContext, _: LoaderConfiguration, callbacks: LoaderCallbacks<LoaderContext>): void {
      this.context = context
      const url = new URL(context.url)
      requests.push(url.pathname + url.search)
      const given = answer(url)
      const { loading } = this.stats
      loading.start = performance.now()
      if (!given) return
      this.#timer = setTimeout(() => {
        loading.first = loading.end = performance.now()
        const { status, text = '' } = given
        if (status === 200) {
          const data = context.responseType === 'arraybuffer' ? new TextEncoder().encode(text).buffer : text
          callbacks.onSuccess({ url: url.href, data, code: status }, this.stats, context, null)
        } else callbacks.onError({ code: status, text }, context, null, this.stats)
      })
    }

    abort(): void {
      clearTimeout(this.#timer)
      this.stats.aborted = true
    }

    destroy(): void {
      this.abort()
    }
  }

  return { requests, loader: MemoryLoader as unknown as HlsConfig['loader'] }
}
