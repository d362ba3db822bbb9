import type { StreamInputEvent, StreamSource } from '@standby/core/source'

/** What went to the far end since the page was loaded. */
export const inputs: StreamInputEvent[] = []

/**
 * Media for places that have none: it says that a picture is there and takes input, and opens nothing. For what is
 * about sockets, queues and people, with as many sessions as a test needs.
 */
export const quietMedia = (): StreamSource => ({
  kind: 'quiet',
  id: 'quiet',
  connect({ emit }) {
    emit({ type: 'progress', step: 'first-frame' })
    emit({ type: 'media', state: 'first-frame' })
    emit({ type: 'tracks', qualities: null, texts: null, audios: null, input: true })
    return {
      command(command) {
        if (command.type === 'input') inputs.push(command.event)
      },
      close() {},
    }
  },
})
