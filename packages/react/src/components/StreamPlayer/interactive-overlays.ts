/** The overlays that only a session with places, or a far end that takes input, can show: one chunk of a player. */
export { AfkWarning } from '../AfkWarning/AfkWarning.tsx'
export { ConnectionQuality } from '../ConnectionQuality/ConnectionQuality.tsx'
export { InputLockHint } from '../InputLockHint/InputLockHint.tsx'
export { QueueOverlay } from '../QueueOverlay/QueueOverlay.tsx'
export { RuntimeWarning } from '../RuntimeWarning/RuntimeWarning.tsx'
export { StreamInput } from '../StreamInput/StreamInput.tsx'
export { TextField } from '../TextField/TextField.tsx'
