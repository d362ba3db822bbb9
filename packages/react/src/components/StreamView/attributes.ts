import type { SessionState } from '@standby/core'
import { streamViewAttributes as names } from '../../styles/dom-contract.ts'
import { isWritable } from '../../i18n/is-writable.ts'

export type StreamViewAttributes = Readonly<Record<string, string | number | undefined>>

/** The session's state as data attributes of the view's root. `undefined` leaves an attribute out. */
export function attributesOf(state: SessionState): StreamViewAttributes {
  const { status, playback, reconnect, end, farEnd, signalling } = state
  const code = reconnect?.code ?? end?.code
  return {
    [names.status]: status,
    [names.playback]: playback,
    [names.reconnect]: reconnect?.mode,
    [names.cause]:
      reconnect?.cause ?? end?.cause ?? (playback === 'stalled' ? state.stallCause : null) ?? undefined,
    [names.code]: isWritable(code) ? code : undefined,
    [names.farEnd]: farEnd.state === 'present' ? undefined : farEnd.state,
    [names.signalling]: signalling === 'lost' ? 'lost' : undefined,
  }
}
