import type { ClockImage, ClockReading } from '@standby/stage/clock'
import type { Picture } from './picture-log.ts'

/** Reads what the far end painted into a picture; `null` where there is nothing to read. */
export type ReadPainted = (image: ClockImage) => ClockReading | null

/** The painted clock is still legible at this size, and small enough to read every frame of four pages on two cores. */
const WIDTH = 160
const HEIGHT = 90

export interface PictureWatch {
  readonly video: HTMLVideoElement
  readonly readPainted: ReadPainted
  onPicture(picture: Picture, image: ImageData): void
}

/** Calls back with every frame that the element shows. Returns the function that stops. */
export function watchPictures({ video, readPainted, onPicture }: PictureWatch): () => void {
  const canvas = document.createElement('canvas')
  canvas.width = WIDTH
  canvas.height = HEIGHT
  const context = canvas.getContext('2d', { willReadFrequently: true })
  let request = video.requestVideoFrameCallback(onFrame)

  function onFrame(_now: number, frame: VideoFrameCallbackMetadata): void {
    request = video.requestVideoFrameCallback(onFrame)
    if (!context) return
    context.drawImage(video, 0, 0, WIDTH, HEIGHT)
    const image = context.getImageData(0, 0, WIDTH, HEIGHT)
    onPicture({ at: performance.timeOrigin + frame.presentationTime, clock: readPainted(image) }, image)
  }

  return () => video.cancelVideoFrameCallback(request)
}
