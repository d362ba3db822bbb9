import { createAlarm, type Clock } from '../../gateway/gateway-clock.ts'
import type { QueuePlace } from '../vendors.ts'

export interface Waiting {
  readonly queuedAt: number
  tell(place: QueuePlace): void
}

/** A queue, first come, first served. A member is told its place on joining, and after changes max once per `updateMs`. */
export interface WaitingQueue<Member extends Waiting> {
  readonly members: readonly Member[]
  join(member: Member): void
  leave(member: Member): void
  close(): void
}

export function createWaitingQueue<Member extends Waiting>(
  updateMs: number,
  clock: Clock,
  guess: (count: number) => readonly number[],
): WaitingQueue<Member> {
  let members: Member[] = []
  const alarm = createAlarm(clock)
  let [toldAt, due] = [-Infinity, false]

  const tell = (member: Member, index: number, guesses: readonly number[]): void =>
    member.tell({
      position: index + 1,
      length: members.length,
      waitedMs: Math.round(clock.now() - member.queuedAt),
      etaMs: guesses[index] ?? null,
    })
  const changed = (): void => {
    if (due || members.length === 0) return
    due = true
    alarm.set(Math.max(0, toldAt + updateMs - clock.now()), () => {
      due = false
      toldAt = clock.now()
      const guesses = guess(members.length)
      for (const [index, member] of members.entries()) tell(member, index, guesses)
    })
  }
  return {
    get members() {
      return members
    },
    join(member) {
      members = [...members, member]
      tell(member, members.length - 1, guess(members.length))
      // Tells the others the new length.
      if (members.length > 1) changed()
    },
    leave(member) {
      if (!members.includes(member)) return
      members = members.filter((each) => each !== member)
      changed()
    },
    close: () => alarm.clear(),
  }
}
