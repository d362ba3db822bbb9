import type { ClientMessage, ClientMessageOf, CloseCode } from '@standby/gateway/protocol'
import { createApplicationEvents, type ApplicationEvents } from './application-events.ts'
import type { ResolvedApplicationOptions } from './application-options.ts'
import type { Connection } from './connection.ts'
import { refusalOf, type ActiveFaults } from './faults/active-gateway-faults.ts'
import { createEndedPlaces } from './queue/ended-places.ts'
import { createAlarm, type Clock } from './gateway-clock.ts'
import { createLimits, type Limits } from './limits.ts'
import { createQueue, type ViewerQueue } from './queue/queue.ts'
import { createPlace, freshToken, type Place } from './queue/place.ts'
import { createPool, type Pool, type Slot, type StartWorker } from './queue/pool.ts'
import { createWaitingTimes } from './queue/waiting-times.ts'

/** One interactive application: a queue before a pool of workers. */
export interface Application {
  readonly options: ResolvedApplicationOptions
  readonly events: ApplicationEvents
  readonly pool: Pool
  readonly queue: ViewerQueue
  readonly limits: Limits
  /** Every place in use, in order of arrival. */
  places(): readonly Place[]
  /** Peer connections that workers hold open, including those of viewers who have left. */
  peerConnections(): number
  /** A viewer asks for a place, or for its earlier one with a token. Null: refused, and its connection closed. */
  admit(connection: Connection, request: ClientMessageOf<'request'>): Place | null
  receive(place: Place, message: Exclude<ClientMessage, { type: 'request' | 'ping' | 'pong' }>): void
  /** A viewer's connection is lost; its place is kept for the grace period. */
  lost(place: Place, connection: Connection): void
  /** Ends a place and frees what it holds; code null: the viewer is away and gets no message. */
  end(place: Place, code: CloseCode | null, reason?: string): void
  close(): Promise<void>
}

/** Min time before a viewer who declined gets another offer. */
const reofferAfterMs = 5000
const maxMissedOffers = 2

export function createApplication(
  options: ResolvedApplicationOptions,
  { clock, startWorker, faults }: { clock: Clock; startWorker: StartWorker; faults: ActiveFaults },
): Application {
  const events = createApplicationEvents()
  const places = new Map<string, Place>()
  const times = createWaitingTimes(options.expectedSessionMs)
  const promoteLater = createAlarm(clock)
  const endedPlaces = createEndedPlaces(clock, options.workerGraceMs)
  let [joined, offers, closed] = [0, 0, false]

  const running = (): Place[] => [...places.values()].filter((place) => place.state === 'assigned')
  const queue = createQueue(options, clock, {
    guess: (count) =>
      times.guess(
        count,
        running().map((place) => clock.now() - place.assignedAt),
        options.workers,
      ),
  })
  const limits = createLimits({ ...options, clock }, (place, reason) => end(place, 4004, reason))
  /** Open connections of each worker. A connection can outlive its viewer's place and still counts. */
  const peers = new Map<Slot, Set<string>>()
  const holderOf = (slot: Slot): Place | undefined =>
    [...places.values()].find((place) => place.slot === slot)

  const pool = createPool(
    {
      size: options.workers,
      lazy: options.lazy,
      restartMs: options.restartMs,
      clock,
      start: startWorker,
      worker: pick(options),
      briefing: () => faults.workerCommands(null),
    },
    {
      onFree: () => promote(),
      onRunning(slot) {
        const place = holderOf(slot)
        if (place) grant(place)
        else pool.release(slot)
      },
      onDown(slot, started) {
        peers.delete(slot)
        const place = holderOf(slot)
        if (!place) return
        place.slot = null
        end(place, started ? 4006 : 4003)
      },
      onNews(slot, news) {
        if (news.type !== 'viewer') return
        const open = peers.get(slot) ?? new Set()
        peers.set(slot, open)
        if (news.state === 'gone') open.delete(news.viewer)
        else open.add(news.viewer)
        const place = [...places.values()].find((each) => each.mediaToken === news.token)
        if (!place) return
        if (news.state === 'opened') place.peers++
        if (news.state === 'gone') place.peers--
        events.emit({ type: 'media', viewer: place.id, state: news.state })
      },
      onState(slot, error) {
        const state = slot.state === 'running' ? 'free' : slot.state === 'starting' ? 'starting' : 'down'
        events.emit({ type: 'worker', worker: slot.id, state, ...(error === undefined ? {} : { error }) })
      },
    },
  )

  /** Gives free workers to the present viewers who have waited longest. */
  const promote = (): void => {
    if (closed) return
    for (const place of queue.places) {
      if (place.state !== 'queued' || place.slot || !place.connection || place.notBefore > clock.now())
        continue
      const slot = pool.take()
      if (!slot) return
      place.slot = slot
      if (slot.state === 'running') grant(place)
    }
  }
  const grant = (place: Place): void => {
    if (options.offerMs === 0) return assign(place)
    const offer = { id: `offer-${++offers}`, until: clock.now() + options.offerMs }
    place.offer = offer
    place.state = 'offered'
    if (!place.told) queue.tell(place)
    place.connection?.send({ type: 'offered', offer: offer.id, expiresInMs: options.offerMs })
    place.alarms.offer.set(options.offerMs, () => {
      if (++place.missedOffers >= maxMissedOffers) return end(place, 4001, 'queue-open')
      queue.moveToEnd(place)
      backToQueue(place)
    })
    events.emit({ type: 'offered', viewer: place.id, offer: offer.id })
  }
  const backToQueue = (place: Place): void => {
    const { slot } = place
    place.alarms.offer.clear()
    place.offer = null
    place.slot = null
    place.state = 'queued'
    queue.tell(place)
    if (slot) pool.release(slot)
  }
  const assign = (place: Place): void => {
    const refusal = faults.refusesPlace(place.id)
    if (refusal) return end(place, refusal)
    place.alarms.offer.clear()
    place.offer = null
    place.state = 'assigned'
    place.assignedAt = clock.now()
    place.mediaToken = freshToken()
    queue.leave(place)
    for (const command of faults.workerCommands(place.id)) place.slot?.worker?.command(command)
    place.slot?.worker?.command({ type: 'allow', token: place.mediaToken })
    tellAssigned(place)
    events.emit({ type: 'assigned', viewer: place.id, worker: place.slot?.id ?? '' })
    limits.start(place)
  }
  const tellAssigned = ({ connection, slot, mediaToken, resumeToken }: Place): void => {
    if (!slot?.worker) return
    connection?.send({
      type: 'assigned',
      worker: slot.id,
      media: { kind: 'whep', url: slot.worker.url, token: mediaToken, iceServers: [] },
      ...(options.workerGraceMs > 0 ? { resumeToken, resumeWindowMs: options.workerGraceMs } : {}),
    })
  }

  const end = (place: Place, code: CloseCode | null, reason = ''): void => {
    if (place.state === 'ended') return
    const { state, slot, connection } = place
    place.state = 'ended'
    place.slot = null
    place.connection = null
    for (const alarm of Object.values(place.alarms)) alarm.clear()
    places.delete(place.id)
    queue.leave(place)
    if (code !== null) connection?.close(code, reason)
    if (code !== null && !connection) endedPlaces.remember(place.resumeToken, { code, reason })
    if (state === 'assigned') {
      times.ended(clock.now() - place.assignedAt)
      slot?.worker?.command({ type: 'revoke', token: place.mediaToken })
    }
    events.emit({ type: 'ended', viewer: place.id, code, reason })
    if (slot) pool.release(slot)
  }

  const refuse = (connection: Connection, code: CloseCode, reason = '', retryAfterMs?: number): null => {
    connection.close(code, reason, retryAfterMs)
    events.emit({ type: 'refused', code, reason })
    return null
  }
  const resume = (place: Place, connection: Connection): Place => {
    const former = place.connection
    place.connection = connection
    former?.close(4100)
    place.alarms.grace.clear()
    faults.greet(place)
    events.emit({ type: 'resumed', viewer: place.id })
    if (place.state === 'assigned') {
      tellAssigned(place)
      limits.tell(place)
      return place
    }
    queue.tell(place)
    if (place.offer)
      connection.send({
        type: 'offered',
        offer: place.offer.id,
        expiresInMs: Math.max(0, Math.round(place.offer.until - clock.now())),
      })
    promote()
    return place
  }

  return {
    options,
    events,
    pool,
    queue,
    limits,
    places: () => [...places.values()],
    peerConnections: () => [...peers.values()].reduce((sum, open) => sum + open.size, 0),
    end,
    admit(connection, request) {
      const refusal = refusalOf(faults, request)
      if (refusal) return refuse(connection, refusal.code, refusal.reason, refusal.retryAfterMs)
      if (options.ticket !== '' && request.ticket !== options.ticket)
        return refuse(connection, 1008, 'ticket-refused')
      if (!request.media.includes('whep')) return refuse(connection, 1003, 'no-media-in-common')
      if (request.resumeToken !== undefined) {
        const place = [...places.values()].find((each) => each.resumeToken === request.resumeToken)
        if (place) return resume(place, connection)
        const { code, reason } = endedPlaces.find(request.resumeToken) ?? { code: 4007, reason: '' }
        return refuse(connection, code, reason)
      }
      const place = createPlace(`viewer-${++joined}`, connection, clock)
      places.set(place.id, place)
      queue.join(place)
      faults.greet(place)
      events.emit({ type: 'joined', viewer: place.id, simulated: place.simulated })
      promote()
      const closedQueue = faults.closesQueue(place.id)
      if (closedQueue !== null && !place.slot && place.state === 'queued') {
        end(place, 4001, closedQueue)
        return null
      }
      if (place.state === 'queued' && !place.told) queue.tell(place)
      return place.state === 'ended' ? null : place
    },
    receive(place, message) {
      if (place.state === 'ended') return
      switch (message.type) {
        case 'accept':
          if (place.offer?.id === message.offer) assign(place)
          return
        case 'decline':
          if (place.offer?.id !== message.offer) return
          place.notBefore = clock.now() + reofferAfterMs
          promoteLater.set(reofferAfterMs, promote)
          return backToQueue(place)
        case 'activity':
          return place.state === 'assigned' ? limits.activity(place) : undefined
        case 'leave':
          return end(place, 1000, 'left')
        case 'message':
          return events.emit({ type: 'message', viewer: place.id, data: message.data })
      }
    },
    lost(place, connection) {
      if (place.state === 'ended' || place.connection !== connection) return
      place.connection = null
      place.told = null
      const keptMs = place.state === 'assigned' ? options.workerGraceMs : options.queueGraceMs
      events.emit({ type: 'away', viewer: place.id, keptMs })
      if (keptMs === 0) return end(place, null, 'gone')
      place.alarms.grace.set(keptMs, () => end(place, null, 'gone'))
      // A worker that is still starting for this viewer serves the next one instead.
      if (place.state === 'queued' && place.slot) {
        const { slot } = place
        place.slot = null
        pool.release(slot)
      }
    },
    async close() {
      closed = true
      promoteLater.clear()
      for (const place of places.values()) end(place, 1001)
      queue.close()
      await pool.close()
      events.emit({ type: 'closed' })
    },
  }
}

function pick({ width, height, fps, kbps }: ResolvedApplicationOptions): {
  width: number
  height: number
  fps: number
  kbps: number
} {
  return { width, height, fps, kbps }
}
