import type { FormEvent } from 'react'
import type { Address } from '../../address.ts'
import { maxRuntimeS, pixelStreamQuery, readPixelStreamWish } from '../../pixel-stream-wish.ts'
import { useStore } from '../../store.ts'
import { Choice } from './Choice.tsx'
import type { Desk } from '../desk.ts'

/** The settings of a pixel stream: the vendor of its server, and its streamers. A new one replaces the running show. */
export function PixelStreamForm({ desk, address: { pixelStream } }: { desk: Desk; address: Address }) {
  const { opening } = useStore(desk.state)
  const open = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    const wish = readPixelStreamWish(new FormData(event.currentTarget))
    history.replaceState(null, '', `?${pixelStreamQuery(wish)}`)
    desk.openPixelStreamWish(wish).catch(() => undefined)
  }
  return (
    <form className="form" onSubmit={open}>
      <Choice
        name="vendor"
        legend="Server"
        first={pixelStream.vendor}
        choices={[
          ['epic', 'Epic'],
          ['arcware', 'Arcware'],
        ]}
      />
      <Choice
        name="streamers"
        legend="Streamers"
        first={String(pixelStream.streamers)}
        choices={[
          ['1', '1'],
          ['2', '2'],
          ['3', '3'],
          ['4', '4'],
        ]}
      />
      <p className="hint">One player per streamer. Seconds; 0 switches the limit off.</p>
      <div className="numbers">
        <label title="Max duration of a session. The server does not announce it.">
          Runtime
          <input
            type="number"
            name="runtime"
            required
            min={0}
            max={maxRuntimeS}
            defaultValue={pixelStream.runtime}
          />
        </label>
      </div>
      <button type="submit" disabled={opening !== null}>
        {opening === 'pixel-stream' ? 'Starting streamers' : 'Start a new pixel stream'}
      </button>
    </form>
  )
}
