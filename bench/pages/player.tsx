import { createRoot } from 'react-dom/client'
import '@standby/react/styles.css'
import { HlsPlayer } from '@standby/react/hls-player'
import { reportFirstFrame } from './first-frame.ts'

const src = new URLSearchParams(location.search).get('src') ?? ''
const root = document.getElementById('root')
if (!root) throw new Error('no root')
new MutationObserver((_, observer) => {
  const video = document.querySelector('video')
  if (!video) return
  observer.disconnect()
  reportFirstFrame(video)
}).observe(root, { childList: true, subtree: true })
createRoot(root).render(<HlsPlayer src={src} autoPlay muted />)
