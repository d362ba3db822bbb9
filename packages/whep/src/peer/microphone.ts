import { warnOnce } from '@standby/core/source'

/** The viewer's microphone. The device is in use only while it is on. */
export class Microphone {
  readonly #sender: RTCRtpSender
  readonly #report: (on: boolean) => void
  #track: MediaStreamTrack | null = null
  /** Counts the requests, so that a permission that comes too late is released. */
  #requestId = 0
  #closed = false

  constructor(sender: RTCRtpSender, report: (on: boolean) => void) {
    this.#sender = sender
    this.#report = report
  }

  async turn(on: boolean): Promise<void> {
    if (this.#closed || (on && this.#track)) return
    const requestId = ++this.#requestId
    if (!on) return this.#turnOff()
    try {
      const stream = await navigator.mediaDevices.getUserMedia({
        audio: { echoCancellation: true, noiseSuppression: true, autoGainControl: true },
      })
      const [track] = stream.getAudioTracks()
      if (!track) return this.#reportResult(requestId)
      if (requestId !== this.#requestId) return track.stop()
      this.#track = track
      // The device was unplugged, or the permission was revoked.
      track.addEventListener('ended', () => this.#track === track && this.#turnOff(), { once: true })
      await this.#sender.replaceTrack(track)
      this.#reportResult(requestId)
    } catch (error) {
      this.#release()
      warnOnce(
        'whep-microphone',
        `the microphone stays off (${(error as Error).name}). The browser refused it, there is none, or the page is not served over https. Request it in the viewer's own click, and allow it in frames: allow="microphone".`,
      )
      this.#reportResult(requestId)
    }
  }

  close(): void {
    this.#closed = true
    this.#requestId++
    this.#release()
  }

  #turnOff(): void {
    this.#release()
    this.#sender.replaceTrack(null).catch(() => {})
    this.#report(false)
  }

  #release(): void {
    this.#track?.stop()
    this.#track = null
  }

  #reportResult(requestId: number): void {
    if (requestId === this.#requestId && !this.#closed) this.#report(this.#track !== null)
  }
}
