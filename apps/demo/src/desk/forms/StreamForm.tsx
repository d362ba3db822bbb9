import { isProfileName, profileNames, profiles } from '@standby/stage/faults'
import { useState, type FormEvent } from 'react'
import { streamPlatforms, type Address } from '../../address.ts'
import { useStore } from '../../store.ts'
import { Choice } from './Choice.tsx'
import type { Desk } from '../desk.ts'

/** The settings of a stream and its server. A new one replaces the running show. */
export function StreamForm({ desk, address }: { desk: Desk; address: Address }) {
  const { opening, show } = useStore(desk.state)
  const running = show?.kind === 'stream' ? show.client.options.profile : null
  const [profile, setProfile] = useState(running ?? address.profile)
  const open = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    const wanted = new FormData(event.currentTarget)
    const container = wanted.get('container') === 'ts' ? 'ts' : 'fmp4'
    const options = { profile, container, levels: wanted.get('levels') === '2' ? 2 : 1 } as const
    const platform = streamPlatforms.find((name) => name === wanted.get('platform')) ?? 'none'
    const link = new URLSearchParams({ profile, container, levels: String(options.levels) })
    if (platform !== 'none') link.set('platform', platform)
    history.replaceState(null, '', `?${link}`)
    desk
      .openStream({
        ...options,
        platform,
        live: wanted.get('live') !== 'no',
        dvr: wanted.has('dvr'),
        captions: wanted.has('captions'),
      })
      .catch(() => undefined)
  }
  return (
    <form className="form" onSubmit={open}>
      <label className="field">
        Server
        <select
          value={profile}
          onChange={({ target }) => isProfileName(target.value) && setProfile(target.value)}
        >
          {profileNames.map((name) => (
            <option key={name} value={name}>
              {profiles[name].title}
            </option>
          ))}
        </select>
      </label>
      <p className="hint">{profiles[profile].detail}</p>
      <Choice
        name="container"
        legend="Container"
        first={address.container}
        choices={[
          ['fmp4', 'fMP4'],
          ['ts', 'TS'],
        ]}
      />
      <Choice
        name="levels"
        legend="Levels"
        first={String(address.levels)}
        choices={[
          ['1', 'One'],
          ['2', 'Two'],
        ]}
      />
      <Choice
        name="live"
        legend="Begins"
        first="yes"
        choices={[
          ['yes', 'Live'],
          ['no', 'Not live yet'],
        ]}
      />
      <Choice
        name="platform"
        legend="Webhooks"
        first={address.platform}
        choices={[
          ['none', 'None'],
          ['mux', 'Mux'],
          ['fastpix', 'FastPix'],
        ]}
      />
      <fieldset className="choice">
        <legend>With</legend>
        <label>
          <input type="checkbox" name="dvr" />
          DVR
        </label>
        <label>
          <input type="checkbox" name="captions" />
          Captions
        </label>
      </fieldset>
      <button type="submit" disabled={opening !== null}>
        {opening === 'stream' ? 'Starting an encoder' : 'Start a new stream'}
      </button>
    </form>
  )
}
