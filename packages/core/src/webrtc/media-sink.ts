import type { Surface } from '../source/source-contract.ts'

/** Puts the received tracks into the view's `<video>`, and removes them. */
export class MediaSink {
  readonly #stream = new MediaStream()
  #surface: Surface | null = null
  #ready = false

  add(track: MediaStreamTrack): void {
    this.#stream.addTrack(track)
  }

  /** Call it when all tracks are added. An element that gets the tracks one by one would load twice. */
  show(): void {
    this.#ready = true
    this.#place()
  }

  attach(surface: Surface): () => void {
    if (this.#surface && this.#surface.video !== surface.video) this.#release()
    this.#surface = surface
    this.#place()
    return () => {
      if (this.#surface === surface) this.#release()
    }
  }

  close(): void {
    this.#release()
    for (const track of this.#stream.getTracks()) this.#stream.removeTrack(track)
  }

  #place(): void {
    const video = this.#surface?.video
    if (!video || !this.#ready || video.srcObject === this.#stream) return
    video.srcObject = this.#stream
  }

  #release(): void {
    const video = this.#surface?.video
    this.#surface = null
    if (video && video.srcObject === this.#stream) video.srcObject = null
  }
}
