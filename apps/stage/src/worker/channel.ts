import * as v from 'valibot'
import { clientFrame, messageBytes, type WorkerFrame } from '@standby/whep/data-channel'
import { textLayout } from './picture/picture-code.ts'
import type { Scene } from './picture/scene.ts'

/** Above any human's or gamepad's rate. */
const maxMessagesPerSecond = 2000

/** Handles one viewer's frames on its data channel; drops invalid ones. */
export function createChannel(
  scene: Pick<Scene, 'input' | 'state'>,
  reply: (frame: WorkerFrame) => void,
): (text: string) => void {
  let [second, frames] = [0, 0]
  return (text) => {
    const now = Math.floor(performance.now() / 1000)
    if (now !== second) [second, frames] = [now, 0]
    if (++frames > maxMessagesPerSecond || text.length > messageBytes) return
    const parsed = v.safeParse(clientFrame, parseJson(text))
    if (!parsed.success) return
    const frame = parsed.output
    switch (frame.type) {
      case 'ping':
        return reply({ type: 'pong', id: frame.id })
      case 'message':
        return reply({ type: 'message', data: frame.data })
      case 'input': {
        const { event } = frame
        scene.input(event)
        // A tap in the text area opens the keyboard.
        if (event.type === 'pointer' && event.phase === 'down' && event.y >= textLayout.top)
          reply({ type: 'text-input', value: scene.state().text, multiline: false })
      }
    }
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}
