import type { WhepResource } from './whep-resource.ts'
import { type IceSection, writeFragment } from './sdp-fragment.ts'

/**
 * Sends the browser's candidates to the server: one request at a time, each with all new candidates. A server that
 * accepts none gets no more requests. It learns the viewer's address from the first packet.
 */
export class Trickle {
  readonly #resource: WhepResource
  #section: IceSection | null = null
  #waiting: string[] = []
  #complete = false
  #sending = false
  #held = false

  constructor(resource: WhepResource) {
    this.#resource = resource
  }

  /** Candidates from now on belong to this description. */
  begin(section: IceSection): void {
    this.#section = section
    this.#waiting = []
    this.#complete = false
  }

  /** Holds candidates back: the server does not know the description yet. */
  hold(): void {
    this.#held = true
  }

  release(): void {
    this.#held = false
    void this.#send()
  }

  /** Call it with each candidate of the browser. `null` or an empty candidate ends the list. */
  found(candidate: RTCIceCandidate | null): void {
    // A candidate from before an ICE restart.
    const ufrag = candidate?.usernameFragment
    if (ufrag && this.#section && ufrag !== this.#section.ufrag) return
    if (candidate?.candidate) this.#waiting.push(candidate.candidate)
    else this.#complete = true
    void this.#send()
  }

  async #send(): Promise<void> {
    const section = this.#section
    if (this.#sending || this.#held || !section || this.#resource.patches === false) return
    if (this.#waiting.length === 0 && !this.#complete) return
    this.#sending = true
    const last = this.#complete
    this.#complete = false
    const takes = await this.#resource.trickle(writeFragment(section, this.#waiting.splice(0), last))
    this.#sending = false
    if (takes) void this.#send()
  }
}
