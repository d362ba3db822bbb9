import { readClock } from '@standby/stage/clock'
import { readStrip } from '@standby/stage/worker-picture'
import { ClickLog, watchClicks } from '../observe/click-log.ts'
import { PictureLog } from '../observe/picture-log.ts'
import { ViewTimeline, watchView } from '../observe/view-timeline.ts'
import { watchUnderruns } from '../observe/watch-underruns.ts'
import { watchPictures, type ReadPainted } from '../observe/watch-pictures.ts'

/** Everything that the page can observe of a player from the outside. */
export interface Observation {
  readonly root: HTMLElement
  readonly video: HTMLVideoElement
  readonly pictures: PictureLog
  readonly clicks: ClickLog
  readonly view: ViewTimeline
  /** When the player ran out of media, epoch ms. */
  readonly ranDryAt: readonly number[]
  stop(): void
}

/** The painter of the picture's clock: the encoder of a stream, or the worker of an application. */
export type Painter = 'stream' | 'application'

const readers: Record<Painter, ReadPainted> = {
  stream: readClock,
  // An application has no runs: the worker's number takes their place.
  application(image) {
    const strip = readStrip(image)
    return strip && { timeMs: strip.timeMs, run: strip.worker }
  },
}

export function observePlayer(root: HTMLElement, video: HTMLVideoElement, painter: Painter): Observation {
  const pictures = new PictureLog()
  const clicks = new ClickLog()
  const view = new ViewTimeline()
  const ranDryAt: number[] = []
  const stops = [
    watchPictures({
      video,
      readPainted: readers[painter],
      onPicture(picture, image) {
        pictures.add(picture)
        clicks.look(image, picture.at)
      },
    }),
    watchClicks(root, video, clicks),
    watchView(root, view),
    watchUnderruns(video, ranDryAt),
  ]
  return { root, video, pictures, clicks, view, ranDryAt, stop: () => stops.forEach((stop) => stop()) }
}
