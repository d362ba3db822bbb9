import { useEffect, useRef } from 'react'
import { createRoot } from 'react-dom/client'
import { reportFirstFrame } from './first-frame.ts'

/** What an app would write without the kit: a `<video>`, and hls.js loaded lazily as in the kit. */
function BarePlayer({ src }: { readonly src: string }) {
  const ref = useRef<HTMLVideoElement>(null)
  useEffect(() => {
    const video = ref.current
    if (!video) return
    reportFirstFrame(video)
    let gone = false
    let destroy = () => {}
    // @ts-expect-error the light build is published without types; the full build's types fit it
    void import('hls.js/light').then(({ default: Hls }) => {
      if (gone) return
      const hls = new Hls()
      destroy = () => hls.destroy()
      hls.loadSource(src)
      hls.attachMedia(video)
      hls.on(Hls.Events.MANIFEST_PARSED, () => void video.play())
    })
    return () => {
      gone = true
      destroy()
    }
  }, [src])
  return <video ref={ref} muted playsInline />
}

const src = new URLSearchParams(location.search).get('src') ?? ''
const root = document.getElementById('root')
if (!root) throw new Error('no root')
createRoot(root).render(<BarePlayer src={src} />)
