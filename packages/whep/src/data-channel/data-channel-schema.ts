import * as v from 'valibot'

/**
 * The data channel beside the media. The client opens it in its offer: ordered, reliable, one JSON object per
 * text message. A server that does not answer on it still streams. Then only packets show that media flows.
 */
export const channelLabel = 'standby.v1'

/** Max size of one message, in both directions, bytes. */
export const messageBytes = 65_536

const fraction = v.pipe(v.number(), v.minValue(0), v.maxValue(1))
const count = v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(Number.MAX_SAFE_INTEGER))
const word = v.pipe(v.string(), v.maxLength(64))
const amount = v.pipe(v.number(), v.finite())

const pointer = v.object({
  type: v.literal('pointer'),
  phase: v.picklist(['move', 'down', 'up', 'cancel']),
  /** Relative to the picture, without the letterbox. */
  x: fraction,
  y: fraction,
  pointerId: v.pipe(v.number(), v.integer()),
  pointerType: v.picklist(['mouse', 'touch', 'pen']),
  button: v.pipe(v.number(), v.integer()),
  buttons: count,
})
const wheel = v.object({ type: v.literal('wheel'), x: fraction, y: fraction, deltaX: amount, deltaY: amount })
const key = v.object({
  type: v.literal('key'),
  phase: v.picklist(['down', 'up']),
  code: word,
  key: word,
  repeat: v.boolean(),
})
const text = v.object({ type: v.literal('text'), value: v.pipe(v.string(), v.maxLength(4096)) })
const gamepad = v.object({
  type: v.literal('gamepad'),
  index: count,
  axes: v.pipe(v.array(amount), v.maxLength(32)),
  buttons: v.pipe(v.array(amount), v.maxLength(64)),
})

const ping = v.object({ type: v.literal('ping'), id: count })
const pong = v.object({ type: v.literal('pong'), id: count })
const message = v.object({ type: v.literal('message'), data: v.unknown() })

/** The messages of a viewer. The worker answers each ping at once. */
export const clientFrame = v.variant('type', [
  v.object({ type: v.literal('input'), event: v.variant('type', [pointer, wheel, key, text, gamepad]) }),
  message,
  ping,
])
export type ClientFrame = v.InferOutput<typeof clientFrame>

/** The messages of a worker. */
export const workerFrame = v.variant('type', [
  /** The application asks for text: opens the viewer's keyboard. */
  v.object({
    type: v.literal('text-input'),
    value: v.pipe(v.string(), v.maxLength(4096)),
    multiline: v.boolean(),
  }),
  message,
  pong,
])
export type WorkerFrame = v.InferOutput<typeof workerFrame>
