import type { Fault } from '@standby/stage/faults'
import { faults } from '@standby/stage/faults'
import { gatewayFaults, type GatewayFault } from '@standby/stage/gateway-faults'
import { pixelStreamingFaults, type PixelStreamingFault } from '@standby/stage/pixel-streaming-faults'
import { useStore } from '../../store.ts'
import type { Desk } from '../desk.ts'
import { FaultButton } from './FaultButton.tsx'
import type { Show } from '../show/show.ts'

type AnyFault = Fault | GatewayFault | PixelStreamingFault
interface Group {
  readonly title: string
  readonly faults: readonly AnyFault[]
}

function groupsOf(
  all: Readonly<Record<string, AnyFault>>,
  titles: Readonly<Record<string, string>>,
): Group[] {
  return Object.entries(titles).map(([kind, title]) => ({
    title,
    faults: Object.values(all).filter((fault) => fault.kind === kind),
  }))
}

const groups: Record<Show['kind'], readonly Group[]> = {
  stream: groupsOf(faults, {
    encoder: 'Encoder',
    lifecycle: 'Broadcast',
    playlist: 'Playlist',
    segment: 'Segments',
    access: 'Access',
  } satisfies Record<Fault['kind'], string>),
  application: groupsOf(gatewayFaults, {
    session: 'Session',
    worker: 'Worker',
    media: 'Media',
    network: 'Network',
    server: 'Gateway',
  } satisfies Record<GatewayFault['kind'], string>),
  'pixel-stream': groupsOf(pixelStreamingFaults, {
    session: 'Session',
    streamer: 'Streamer',
    media: 'Media',
    network: 'Network',
    server: 'Signalling server',
    messages: 'Messages',
  } satisfies Record<PixelStreamingFault['kind'], string>),
}

/** Every fault of the stage as a button. Lasting faults stay pressed. */
export function FaultPanel({ desk, kind }: { desk: Desk; kind: Show['kind'] }) {
  const { show, active } = useStore(desk.state)
  const press = (name: string, params: Record<string, unknown>) => void desk.press(name, params)
  return (
    <section className="panel" aria-labelledby="faults-title">
      <h2 id="faults-title">Faults</h2>
      {groups[kind].map((group) => (
        <fieldset key={group.title} className="faults">
          <legend>{group.title}</legend>
          <ul>
            {group.faults.map((fault) => (
              <li key={fault.name}>
                <FaultButton
                  fault={fault}
                  active={active.includes(fault.name)}
                  disabled={show?.kind !== kind}
                  onPress={press}
                />
              </li>
            ))}
          </ul>
        </fieldset>
      ))}
    </section>
  )
}
