import { reportFirstFrame } from './first-frame.ts'

// What a page without a kit does: hls.js loaded lazily, as the kit loads it, and nothing else.
const src = new URLSearchParams(location.search).get('src') ?? ''
const video = document.body.appendChild(document.createElement('video'))
video.muted = true
video.playsInline = true
reportFirstFrame(video)
// @ts-expect-error the light build is published without types of its own; they are those of the full one
const { default: Hls } = await import('hls.js/light')
const hls = new Hls()
hls.loadSource(src)
hls.attachMedia(video)
hls.on(Hls.Events.MANIFEST_PARSED, () => void video.play())
