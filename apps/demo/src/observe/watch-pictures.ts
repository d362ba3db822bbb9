import type { ClockImage, ClockReading } from '@standby/stage/clock'
import type { Picture } from './picture-log.ts'

/** Reads the clock that the far end painted into a picture; `null` when it cannot be read. */
export type ReadPainted = (image: ClockImage) => ClockReading | null

/** At this size the painted clock is legible, and two cores can read every frame of four pages. */
const readWidth = 160
const readHeight = 90

export interface PictureWatch {
  readonly video: HTMLVideoElement
  readonly readPainted: ReadPainted
  onPicture(picture: Picture, image: ImageData): void
}

/** Calls `onPicture` with every frame that the element shows. Returns the function that stops. */
export function watchPictures({ video, readPainted, onPicture }: PictureWatch): () => void {
  const canvas = document.createElement('canvas')
  canvas.width = readWidth
  canvas.height = readHeight
  const context = canvas.getContext('2d', { willReadFrequently: true })
  let request = video.requestVideoFrameCallback(onFrame)

  function onFrame(_now: number, frame: VideoFrameCallbackMetadata): void {
    request = video.requestVideoFrameCallback(onFrame)
    if (!context) return
    // A busy browser may draw nothing. The picture before must not be read again.
    context.clearRect(0, 0, readWidth, readHeight)
    context.drawImage(video, 0, 0, readWidth, readHeight)
    const image = context.getImageData(0, 0, readWidth, readHeight)
    onPicture({ at: performance.timeOrigin + frame.presentationTime, clock: readPainted(image) }, image)
  }

  return () => video.cancelVideoFrameCallback(request)
}
