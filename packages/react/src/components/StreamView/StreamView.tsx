'use client'
import {
  forwardRef,
  Fragment,
  useMemo,
  useRef,
  type ComponentPropsWithoutRef,
  type ForwardedRef,
  type ReactNode,
} from 'react'
import { AnnouncerOutlet } from '../../primitives/announcer/AnnouncerOutlet.tsx'
import { useFullscreen } from '../../hooks/media/useFullscreen.ts'
import { useSession } from '../../hooks/session/useSession.ts'
import { useSessionHandle } from '../../hooks/session/useSessionHandle.ts'
import { useMessages } from '../../i18n/use-messages.ts'
import { mergeRefs } from '../../primitives/part/merge-refs.ts'
import { Slots } from '../../primitives/slots/Slots.tsx'
import { attributesOf } from './attributes.ts'
import { StreamViewContext } from '../../primitives/context/stream-view.ts'
import { Poster } from './Poster.tsx'
import { streamViewMessages } from './StreamView.messages.ts'
import { useAttachedVideo } from './use-attached-video.ts'
import { useFocusReturn } from './use-focus-return.ts'
import { useStylesheetCheck } from './use-stylesheet-check.ts'
import { useViewHandle } from './use-view-handle.ts'

export interface StreamViewProps extends ComponentPropsWithoutRef<'section'> {
  /** Fills the parent instead of keeping 16:9. */
  fill?: boolean | undefined
  /** URL of an image that is shown until there is a picture, and where the last frame cannot be kept. */
  poster?: string | undefined
  /** Overlays, chips in their corners, controls. */
  children?: ReactNode
}

/**
 * Contains the session's `<video>` and is the fullscreen target. Renders a `<section>` whose data attributes give the
 * session's state. When another view mounts in the same commit, the picture moves there and plays on.
 */
export const StreamView = forwardRef(function StreamView(
  { fill, poster, children, ...props }: StreamViewProps,
  forwarded: ForwardedRef<HTMLElement>,
) {
  const session = useSessionHandle()
  const attributes = useSession(attributesOf)
  const t = useMessages(streamViewMessages)
  const view = useViewHandle()
  const media = useRef<HTMLDivElement>(null)
  const still = useRef<HTMLCanvasElement>(null)
  const ref = useMemo(() => mergeRefs<HTMLElement>([view.root, forwarded]), [view, forwarded])
  const fullscreen = useFullscreen({ target: view.root })
  useAttachedVideo(session, media, still)
  useFocusReturn(view.root)
  useStylesheetCheck(view.root)
  return (
    <StreamViewContext.Provider value={view}>
      <section
        aria-label={t('streamView.label')}
        tabIndex={-1}
        {...props}
        {...attributes}
        data-standby="stream-view"
        data-fullscreen={presence(fullscreen?.active)}
        data-fill={presence(fill)}
        data-focus="inside"
        ref={ref}
      >
        {poster ? <Poster src={poster} /> : null}
        {/* A new session has a new video, and no frame of the old one may stay. */}
        <Fragment key={session.id}>
          <div ref={media} data-standby="stream-view-media" />
          <canvas ref={still} data-standby="stream-view-still" aria-hidden="true" />
        </Fragment>
        <Slots>{children}</Slots>
        <AnnouncerOutlet />
      </section>
    </StreamViewContext.Provider>
  )
})

/** The value of a boolean attribute: `''` for `true`, otherwise no attribute. */
function presence(value: boolean | undefined): '' | undefined {
  return value ? '' : undefined
}
