import * as v from 'valibot'
import type { Clock } from '../../gateway/gateway-clock.ts'
import type { SignallingReceiver } from '../signalling/signalling-socket.ts'

/** A client that sends more is faulty or malicious. */
const maxMessagesPerSecond = 200

/** Passes on valid messages, max 200 a second, and reports the rest. */
export function createReceiver<Schema extends v.GenericSchema>(
  schema: Schema,
  clock: Clock,
  handlers: {
    onMessage(message: v.InferOutput<Schema>): void
    onMalformed(what: string): void
    onClose: SignallingReceiver['onClose']
  },
): SignallingReceiver {
  let [second, heard] = [0, 0]
  return {
    onMessage(message) {
      const now = Math.floor(clock.now() / 1000)
      if (now !== second) [second, heard] = [now, 0]
      if (++heard > maxMessagesPerSecond) return handlers.onMalformed('too many messages')
      const parsed = v.safeParse(schema, message)
      if (parsed.success) handlers.onMessage(parsed.output)
      else handlers.onMalformed('a message that is not in the protocol')
    },
    onMalformed: handlers.onMalformed,
    onClose: handlers.onClose,
  }
}
