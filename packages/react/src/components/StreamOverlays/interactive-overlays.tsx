import type { ReactElement } from 'react'
import { AfkWarning } from '../AfkWarning/AfkWarning.tsx'
import { ConnectionQuality } from '../ConnectionQuality/ConnectionQuality.tsx'
import { InputLockHint } from '../InputLockHint/InputLockHint.tsx'
import { QueueOverlay } from '../QueueOverlay/QueueOverlay.tsx'
import { RuntimeWarning } from '../RuntimeWarning/RuntimeWarning.tsx'
import { StreamInput } from '../StreamInput/StreamInput.tsx'
import { TextField } from '../TextField/TextField.tsx'
import type { InteractiveSlot } from './slots.ts'

/** The kit's overlays for the interactive slots: one chunk of a player. */
export const interactiveOverlays = {
  streamInput: <StreamInput />,
  runtimeWarning: <RuntimeWarning />,
  queueOverlay: <QueueOverlay />,
  textField: <TextField />,
  connectionQuality: <ConnectionQuality />,
  inputLockHint: <InputLockHint />,
  afkWarning: <AfkWarning />,
} as const satisfies Record<InteractiveSlot, ReactElement>
