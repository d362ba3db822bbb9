import type { FaultParams } from './fault-params.ts'
import type { FaultName } from './faults.ts'
import type { SegmentDamage, TimelineView } from '../timeline.ts'

export interface ActiveFault {
  readonly params: FaultParams
  /** The playlist view from when the fault began. */
  readonly snapshot: TimelineView
}

/** The faults that hold now, the damage for the next segments, and the timers that lift faults. */
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

  /** Returns whether the fault was active. */
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

  /** The views from when each fault began; their segments stay loadable. */
  snapshots(): TimelineView[] {
    return [...this.active.values()].map((fault) => fault.snapshot)
  }

  damageNext(count: number, damage: SegmentDamage): void {
    for (let index = 0; index < count; index++) this.damage.push(damage)
  }

  /** Called once for each new segment. */
  describeSegment(): { gap: boolean; damage: SegmentDamage | null } {
    return { gap: this.has('gap'), damage: this.damage.shift() ?? null }
  }
}
