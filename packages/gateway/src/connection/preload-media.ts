import type { StreamSource } from '@standby/core/source'

/** Loads the code of media sources. A failure changes nothing: the connection that needs the code loads it again. */
export function preloadMedia(sources: readonly StreamSource[] = []): void {
  for (const source of sources) void preload(source)
}

async function preload(source: StreamSource): Promise<void> {
  try {
    // A source of the page may break its contract, and throw or return a promise that rejects.
    await source.preload?.()
  } catch {
    // The connection reports it.
  }
}
