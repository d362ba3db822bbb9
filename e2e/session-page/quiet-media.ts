import type { StreamInputEvent, StreamSource } from '@standby/core/source'

/** Input sent to the far end since the page was loaded. */
export const inputs: StreamInputEvent[] = []

/**
 * Media for applications without any: it reports a picture, accepts input, and opens no connection. For tests of
 * sockets, queues and inactivity with many sessions.
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
