import { PictureLog } from '../observe/picture-log.ts'
import { ViewTimeline, watchView } from '../observe/view-timeline.ts'
import { watchPictures } from '../observe/watch-pictures.ts'

/** Everything that is seen of a player, from the outside. */
export interface Observation {
  readonly root: HTMLElement
  readonly video: HTMLVideoElement
  readonly pictures: PictureLog
  readonly view: ViewTimeline
  stop(): void
}

export function observePlayer(root: HTMLElement, video: HTMLVideoElement): Observation {
  const pictures = new PictureLog()
  const view = new ViewTimeline()
  const stopPictures = watchPictures(video, (picture) => pictures.add(picture))
  const stopView = watchView(root, view)
  return {
    root,
    video,
    pictures,
    view,
    stop() {
      stopPictures()
      stopView()
    },
  }
}
