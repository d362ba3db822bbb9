import type { FaultParams } from './fault-params.ts'
import type { FaultName } from './faults.ts'
import type { SegmentDamage, TimelineView } from '../timeline.ts'

export interface ActiveFault {
  readonly params: FaultParams
  /** What the playlist showed when the fault began. */
  readonly snapshot: TimelineView
}

/** The faults that hold right now, the damage waiting for the next segments, and the clocks that lift faults. */
export class ActiveFaults {
  private readonly active = new Map<FaultName, ActiveFault>()
  private readonly timers = new Map<FaultName, NodeJS.Timeout>()
  private damage: SegmentDamage[] = []

  begin(name: FaultName, fault: ActiveFault, onTimeout: () => void): void {
    this.finish(name)
    this.active.set(name, fault)
    const durationMs = Number(fault.params['durationMs'] ?? 0)
    if (durationMs > 0) this.timers.set(name, setTimeout(onTimeout, durationMs).unref())
  }

  /** Whether it held until now. */
  finish(name: FaultName): boolean {
    clearTimeout(this.timers.get(name))
    this.timers.delete(name)
    return this.active.delete(name)
  }

  finishAll(): void {
    for (const name of this.names()) this.finish(name)
    this.damage = []
  }

  get(name: FaultName): ActiveFault | undefined {
    return this.active.get(name)
  }

  has(name: FaultName): boolean {
    return this.active.has(name)
  }

  names(): FaultName[] {
    return [...this.active.keys()]
  }

  /** The views that frozen playlists still show; their segments stay loadable. */
  snapshots(): TimelineView[] {
    return [...this.active.values()].map((fault) => fault.snapshot)
  }

  damageNext(count: number, damage: SegmentDamage): void {
    for (let index = 0; index < count; index++) this.damage.push(damage)
  }

  /** Asked once for each segment that opens. */
  describeSegment(): { gap: boolean; damage: SegmentDamage | null } {
    return { gap: this.has('gap'), damage: this.damage.shift() ?? null }
  }
}
