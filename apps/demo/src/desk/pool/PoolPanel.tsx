import type { PoolState } from '../../stage/pool-state.ts'
import { useStore } from '../../store.ts'
import type { Desk } from '../desk.ts'
import type { PoolWatch } from './pool-watch.ts'

const crowd = [1, 12, 300] as const

/** The workers with their viewers, the counts of the stage, and the buttons for simulated viewers. */
export function PoolPanel({ desk, pool }: { desk: Desk; pool: PoolWatch }) {
  const state = useStore(pool.state)
  const { show } = useStore(desk.state)
  const { simulated } = state
  const change = (ask: 'addViewers' | 'removeViewers', count?: number) => {
    if (show && show.kind !== 'stream') void desk.try(() => show.client[ask](count as number))
  }
  return (
    <section className="panel" aria-labelledby="pool-title">
      <h2 id="pool-title">Pool</h2>
      <Workers state={state} />
      <Counts state={state} />
      <fieldset className="crowd">
        <legend>Simulated</legend>
        {crowd.map((count) => (
          <button
            key={count}
            type="button"
            className="small"
            aria-label={`Add ${count} simulated ${count === 1 ? 'viewer' : 'viewers'}`}
            onClick={() => change('addViewers', count)}
          >
            +{count}
          </button>
        ))}
        <button
          type="button"
          className="small"
          aria-label="Remove 1 simulated viewer"
          disabled={simulated === 0}
          onClick={() => change('removeViewers', 1)}
        >
          −1
        </button>
        <button
          type="button"
          className="small"
          aria-label="Clear simulated viewers"
          disabled={simulated === 0}
          onClick={() => change('removeViewers')}
        >
          Clear
        </button>
      </fieldset>
    </section>
  )
}

function Workers({ state: { workers } }: { state: PoolState }) {
  return (
    <table className="workers">
      <thead>
        <tr>
          <th scope="col">Worker</th>
          <th scope="col">State</th>
          <th scope="col">Viewer</th>
          <th scope="col">Process</th>
        </tr>
      </thead>
      <tbody>
        {workers.map(({ name, state, holder, pid }, index) => (
          <tr key={index} data-state={state}>
            <th scope="row">{name || '–'}</th>
            <td>{state}</td>
            <td>{holder ?? '–'}</td>
            <td>{pid ?? '–'}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

const counted = [
  ['queue', 'Queue'],
  ['sessions', 'Sessions'],
  ['sockets', 'Sockets'],
  ['peerConnections', 'Peers'],
] as const

function Counts({ state }: { state: PoolState }) {
  return (
    <dl className="counts">
      {counted.map(([key, label]) => (
        <div key={key}>
          <dt>{label}</dt>
          <dd>{state[key]}</dd>
        </div>
      ))}
    </dl>
  )
}
